package dev.tandem.monitoring.http;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a browser asks.
 *
 * @param path decoded
 * @param query not decoded
 * @param header by its name, in any case
 */
record Request(
    String method,
    String path,
    Optional<String> query,
    Function<String, Optional<String>> header,
    InputStream body) {

  Optional<String> header(String name) {
    return header.apply(name);
  }

  boolean isPost() {
    return method.equals("POST");
  }
}
