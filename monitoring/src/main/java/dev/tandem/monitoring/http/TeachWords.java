package dev.tandem.monitoring.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the teach page wants done about clips: {@code {"action", "clip", "class"}}. */
final class TeachWords implements Handler {
  static final String NOBODY = "nothing can be taught here yet; try again in a few seconds";

  private static final Logger LOG = LoggerFactory.getLogger(TeachWords.class);
  private static final int MOST_BYTES = 8 << 10;

  private final Supplier<Optional<Teacher>> teacher;

  TeachWords(Supplier<Optional<Teacher>> teacher) {
    this.teacher = teacher;
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
    Optional<Teacher> there = teacher.get();
    if (there.isEmpty()) {
      return Reply.error(503, NOBODY);
    }
    try {
      return Reply.json(200, "said", act(there.get(), new String(body, StandardCharsets.UTF_8)));
    } catch (UsageException e) {
      return Reply.error(409, e.getMessage());
    } catch (IllegalArgumentException e) {
      return Reply.error(400, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("a word of the teach page failed", e);
      return Reply.error(500, "it failed: " + e.getMessage());
    }
  }

  private static String act(Teacher teacher, String body) {
    JsonObject wanted = parse(body);
    String action = member(wanted, "action");
    return switch (action) {
      case "undo" -> teacher.undo();
      case "relabel" -> teacher.relabel(member(wanted, "clip"), member(wanted, "class"));
      case "forget" -> teacher.forget(member(wanted, "class"));
      default ->
          throw new IllegalArgumentException(
              "action is '%s'; must be undo, relabel or forget".formatted(action));
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
}
