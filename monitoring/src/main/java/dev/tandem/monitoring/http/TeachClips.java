package dev.tandem.monitoring.http;

import com.google.gson.JsonObject;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings of the teach page: the body is the media file, {@code ?class=NAME} what it shows;
 * without it, only an answer is wanted. Replies {@code {"clip", "missing"}}.
 */
final class TeachClips implements Handler {
  /** Some twenty seconds of what browsers record. */
  static final int MOST_BYTES = 8 << 20;

  /** Recordings that are held in memory. */
  static final int AT_A_TIME = 8;

  private static final Logger LOG = LoggerFactory.getLogger(TeachClips.class);
  private static final Pattern MEDIA = Pattern.compile("(video|audio)/(webm|mp4|ogg|x-matroska)");

  private final Supplier<Optional<Teacher>> teacher;
  private final Semaphore places = new Semaphore(AT_A_TIME);

  TeachClips(Supplier<Optional<Teacher>> teacher) {
    this.teacher = teacher;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    if (!MEDIA.matcher(type(request)).matches()) {
      return Reply.error(
          415, "the body must be a recording: video or audio as webm, mp4, ogg or x-matroska");
    }
    Optional<Teacher> there = teacher.get();
    if (there.isEmpty()) {
      return Reply.error(503, TeachWords.NOBODY);
    }
    if (!places.tryAcquire()) {
      return Reply.error(429, "%d recordings come in already; try again".formatted(AT_A_TIME));
    }
    try {
      byte[] body = request.body().readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES || body.length == 0) {
        return Reply.error(
            body.length == 0 ? 400 : 413,
            "the recording must have 1 to %d bytes".formatted(MOST_BYTES));
      }
      return take(there.get(), body, request);
    } finally {
      places.release();
    }
  }

  private static Reply take(Teacher teacher, byte[] body, Request request) {
    try {
      Teacher.Taken taken = teacher.take(body, className(request));
      JsonObject said = new JsonObject();
      said.addProperty("clip", taken.id());
      said.addProperty("missing", taken.missing());
      return Reply.json(200, said);
    } catch (Teacher.BusyException e) {
      return Reply.error(429, e.getMessage());
    } catch (UsageException e) {
      return Reply.error(422, e.getMessage());
    } catch (IllegalArgumentException e) {
      return Reply.error(400, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("a recording could not be taken", e);
      return Reply.error(500, "it failed: " + e.getMessage());
    }
  }

  private static String type(Request request) {
    return request
        .header("Content-Type")
        .orElse("")
        .replaceFirst(";.*", "")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** Decoding throws {@link IllegalArgumentException} where it is not encoded. */
  private static Optional<String> className(Request request) {
    return request.query().stream()
        .flatMap(query -> Arrays.stream(query.split("&", -1)))
        .filter(part -> part.startsWith("class="))
        .map(part -> part.substring("class=".length()))
        .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
        .findFirst();
  }
}
