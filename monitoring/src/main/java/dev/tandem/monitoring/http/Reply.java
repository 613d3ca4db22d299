package dev.tandem.monitoring.http;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer.
 *
 * @param type of the body; empty where there is none
 * @param headers besides
 */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  static Reply of(String type, byte[] body) {
    return new Reply(200, type, body, Map.of());
  }

  /** One member with a sentence. */
  static Reply json(int status, String member, String sentence) {
    JsonObject json = new JsonObject();
    json.addProperty(member, sentence);
    return json(status, json);
  }

  static Reply json(int status, JsonObject json) {
    return new Reply(status, JSON, bytes(json.toString()), Map.of());
  }

  /** {@code {"error": "…"}}. */
  static Reply error(int status, String error) {
    return json(status, "error", error);
  }

  static Reply text(int status, String text) {
    return new Reply(status, TEXT, bytes(text + "\n"), Map.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
