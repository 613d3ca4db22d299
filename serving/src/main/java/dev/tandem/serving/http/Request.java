package dev.tandem.serving.http;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was asked; knows nothing of the server that it came through.
 *
 * @param method as it was sent
 * @param path without a query
 * @param headers the first value of a header, by its name in any case
 * @param body not read so far
 */
record Request(
    String method, String path, Function<String, Optional<String>> headers, InputStream body) {
  static final String GET = "GET";
  static final String HEAD = "HEAD";
  static final String OPTIONS = "OPTIONS";
  static final String POST = "POST";

  Optional<String> header(String name) {
    return headers.apply(name).map(String::strip).filter(value -> !value.isEmpty());
  }
}
