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
import java.util.List;
import java.util.Optional;

/**
 * Answers media files, whatever their media type says: each second of one is a clip, and all are
 * answered by the same version.
 */
final class MediaAnswers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double MILLIS = 1_000;

  private final Turns turns = new Turns(PATIENCE);
  private final LiveModel live;
  private final RequestBody bodies;
  private final TopClasses top;
  private final MediaCutter cutter;

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
    try {
      TopClasses wanted = Predictions.top(request, top);
      byte[] body = bodies.read(request);
      Optional<LiveModel.Lease> leased = live.tryAcquire();
      if (leased.isEmpty()) {
        return Predictions.unloaded();
      }
      try (LiveModel.Lease lease = leased.get()) {
        return answer(body, lease, wanted);
      }
    } catch (RefusedException e) {
      return e.reply();
    }
  }

  private Reply answer(byte[] body, LiveModel.Lease lease, TopClasses wanted) throws IOException {
    Path file = Files.createTempFile("tandem-media", ".bin");
    try {
      Files.write(file, body);
      List<TimedClip> cut = cutter.cut(file, lease.manifest().getContract());
      JsonArray clips = new JsonArray();
      for (TimedClip clip : cut) {
        clips.add(answer(clip, lease, wanted));
      }
      JsonObject answers = new JsonObject();
      answers.add("clips", clips);
      return Reply.json(200, answers);
    } catch (MediaException | UnscorableClipException e) {
      return Reply.error(422, "the media cannot be answered: " + e.getMessage());
    } finally {
      Files.delete(file);
    }
  }

  private static JsonObject answer(TimedClip timed, LiveModel.Lease lease, TopClasses wanted)
      throws UnscorableClipException {
    Prediction prediction =
        wanted.of(ClipScorer.answer(lease.model(), timed.clip()), lease.manifest().getClassNames());
    JsonObject answer = PredictionJson.of(prediction, lease.manifest());
    answer.addProperty("begin", timed.begin().toMillis() / MILLIS);
    return answer;
  }
}
