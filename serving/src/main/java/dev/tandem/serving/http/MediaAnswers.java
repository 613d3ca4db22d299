package dev.tandem.serving.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.HttpSettings;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.http.MediaCutter.MediaException;
import dev.tandem.serving.http.MediaCutter.TimedClip;
import dev.tandem.serving.inference.ClipScorer;
import dev.tandem.serving.inference.TopClasses;
import dev.tandem.serving.inference.UnscorableClipException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers media files, whatever their media type says: each second of one is a clip, and all are
 * answered by the same version. One file is cut at a time, and a clip is answered before the next
 * is cut, so that a long file takes no more memory than a short one.
 */
final class MediaAnswers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double MILLIS = 1_000;

  /** A file of a few megabytes can have hours of silence. */
  private static final int MAX_CLIPS = 600;

  private final Turns turns = new Turns(PATIENCE);
  private final LiveModel live;
  private final RequestBody bodies;
  private final TopClasses top;
  private final MediaCutter cutter;
  private final ReentrantLock cutting = new ReentrantLock();

  MediaAnswers(LiveModel live, HttpSettings settings, MediaCutter cutter) {
    this.live = live;
    this.bodies = new RequestBody(settings.maxBytes());
    this.top = settings.top();
    this.cutter = cutter;
  }

  Reply answer(Request request) throws IOException {
    return turns.take(() -> read(request));
  }

  private Reply read(Request request) throws IOException {
    Path file = Files.createTempFile("tandem-media", ".bin");
    try {
      TopClasses wanted = Predictions.top(request, top);
      Files.write(file, bodies.read(request));
      return inTurn(file, wanted);
    } catch (RefusedException e) {
      return e.reply();
    } finally {
      Files.delete(file);
    }
  }

  private Reply inTurn(Path file, TopClasses wanted) {
    boolean mine = false;
    try {
      mine = cutting.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return mine
          ? answer(file, wanted)
          : Reply.error(503, "other media are being cut; try again, or ask tandem predict");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(503, "this server ends");
    } finally {
      if (mine) {
        cutting.unlock();
      }
    }
  }

  private Reply answer(Path file, TopClasses wanted) {
    Optional<LiveModel.Lease> leased = live.tryAcquire();
    if (leased.isEmpty()) {
      return Predictions.unloaded();
    }
    try (LiveModel.Lease lease = leased.get()) {
      JsonArray clips = new JsonArray();
      cutter.cut(
          file,
          lease.manifest().getContract(),
          clip -> {
            requireRoom(clips);
            clips.add(answer(clip, lease, wanted));
          });
      JsonObject answers = new JsonObject();
      answers.add("clips", clips);
      return Reply.json(200, answers);
    } catch (MediaException e) {
      return Reply.error(422, "the media cannot be answered: " + e.getMessage());
    }
  }

  private static void requireRoom(JsonArray clips) throws MediaException {
    if (clips.size() == MAX_CLIPS) {
      throw new MediaException(
          "they have more than %d seconds; send a part of them, or ask tandem predict"
              .formatted(MAX_CLIPS));
    }
  }

  private static JsonObject answer(TimedClip timed, LiveModel.Lease lease, TopClasses wanted)
      throws MediaException {
    try {
      Prediction prediction =
          wanted.of(
              ClipScorer.answer(lease.model(), timed.clip()), lease.manifest().getClassNames());
      JsonObject answer = PredictionJson.of(prediction, lease.manifest());
      answer.addProperty("begin", timed.begin().toMillis() / MILLIS);
      return answer;
    } catch (UnscorableClipException e) {
      throw new MediaException(e.getMessage(), e);
    }
  }
}
