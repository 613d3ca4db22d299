package dev.tandem.serving.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of this interface in OpenAPI 3, for people and for makers of clients. */
final class OpenApi {
  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  static Reply reply() {
    try (InputStream file = OpenApi.class.getResourceAsStream(RESOURCE)) {
      return Reply.of(200, Reply.JSON, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
