package dev.tandem.serving.http;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a request is answered with.
 *
 * @param type of the body; empty where there is none
 * @param headers beside that type
 */
record Reply(int status, String type, byte[] body, SortedMap<String, String> headers) {
  static final String JSON = "application/json";
  static final String AVRO = "application/avro";

  static Reply of(int status, String type, byte[] body) {
    return new Reply(status, type, body, new TreeMap<>());
  }

  static Reply text(int status, String type, String body) {
    return of(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply json(int status, JsonObject body) {
    return text(status, JSON, body + "\n");
  }

  /** Says what is wrong and what to do. */
  static Reply error(int status, String message) {
    JsonObject body = new JsonObject();
    body.addProperty("error", message);
    return json(status, body);
  }

  static Reply empty(int status) {
    return of(status, "", new byte[0]);
  }

  Reply with(String header, String value) {
    TreeMap<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, body, more);
  }
}
