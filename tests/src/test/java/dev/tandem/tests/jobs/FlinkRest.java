package dev.tandem.tests.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * What a Flink cluster answers over REST.
 *
 * @param web where it does
 */
public record FlinkRest(URI web) {

  public JsonNode get(String path) {
    try (InputStream answer = URI.create(web + path).toURL().openStream()) {
      return new ObjectMapper().readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("no answer of Flink to " + path, e);
    }
  }
}
