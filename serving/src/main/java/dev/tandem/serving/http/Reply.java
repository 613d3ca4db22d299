package dev.tandem.serving.http;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;

/** What a request is answered with. */
record Reply(int status, String type, byte[] body) {
  static final String JSON = "application/json";
  static final String AVRO = "application/avro";

  static Reply text(int status, String type, String body) {
    return new Reply(status, type, body.getBytes(StandardCharsets.UTF_8));
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
}
