package dev.tandem.monitoring.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a page wants done about versions: {@code {"action", "version", "why"}}. */
final class Actions implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Actions.class);
  private static final int MOST_BYTES = 8 << 10;
  private static final int MOST_WHY = 500;

  private final Supplier<Optional<ModelControl>> control;

  /**
   * @param control empty as long as nothing can be done
   */
  Actions(Supplier<Optional<ModelControl>> control) {
    this.control = control;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    boolean json =
        request.header("Content-Type").filter(t -> t.startsWith("application/json")).isPresent();
    if (!json) {
      return Reply.error(415, "the body must be application/json");
    }
    byte[] body = request.body().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return Reply.error(413, "the body must have at most %d bytes".formatted(MOST_BYTES));
    }
    Optional<ModelControl> known = control.get();
    if (known.isEmpty()) {
      return Reply.error(503, "nothing is known of the model so far; try again when it learns");
    }
    try {
      return Reply.json(200, "said", act(known.get(), new String(body, StandardCharsets.UTF_8)));
    } catch (UsageException e) {
      return Reply.error(409, e.getMessage());
    } catch (IllegalArgumentException e) {
      return Reply.error(400, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("an action failed: {}", e.toString());
      return Reply.error(500, "it failed: " + e.getMessage());
    }
  }

  private static String act(ModelControl control, String body) {
    JsonObject wanted = parse(body);
    String why = member(wanted, "why");
    if (why.length() > MOST_WHY) {
      throw new IllegalArgumentException(
          "why has %d characters; must be at most %d".formatted(why.length(), MOST_WHY));
    }
    return switch (member(wanted, "action")) {
      case "pin" -> control.pin(version(wanted), why);
      case "unpin" -> control.unpin(why);
      case "release" -> control.release(version(wanted), why);
      case "rollback" -> control.rollBack(why);
      default ->
          throw new IllegalArgumentException(
              "action is '%s'; must be pin, unpin, release or rollback"
                  .formatted(member(wanted, "action")));
    };
  }

  private static JsonObject parse(String body) {
    try {
      return JsonParser.parseString(body).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("the body is no JSON object", e);
    }
  }

  private static String member(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private static ModelKey version(JsonObject wanted) {
    String version = member(wanted, "version");
    return ModelKey.ofManifestKey(version)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "version is '%s'; must be MODEL@GENERATION.VERSION".formatted(version)));
  }
}
