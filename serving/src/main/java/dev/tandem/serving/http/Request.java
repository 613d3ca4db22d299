package dev.tandem.serving.http;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was asked; knows nothing of the server that it came through.
 *
 * @param method as it was sent
 * @param path without its query
 * @param query what came behind the path, decoded
 * @param headers the first value of a header, by its name in any case
 * @param body not read so far
 */
record Request(
    String method,
    String path,
    Optional<String> query,
    Function<String, Optional<String>> headers,
    InputStream body) {
  static final String GET = "GET";
  static final String HEAD = "HEAD";
  static final String OPTIONS = "OPTIONS";
  static final String POST = "POST";

  /** The value of a parameter in the query; the first of several. */
  Optional<String> parameter(String name) {
    return query.stream()
        .flatMap(text -> Stream.of(text.split("&")))
        .filter(one -> one.startsWith(name + "="))
        .map(one -> one.substring(name.length() + 1))
        .findFirst();
  }

  Optional<String> header(String name) {
    return headers.apply(name).map(String::strip).filter(value -> !value.isEmpty());
  }
}
