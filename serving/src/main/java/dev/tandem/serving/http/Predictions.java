package dev.tandem.serving.http;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.HttpSettings;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.inference.ClipScorer;
import dev.tandem.serving.inference.TopClasses;
import dev.tandem.serving.inference.UnscorableClipException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers clips that come in requests, as JSON or as Avro's {@code Clip}, in kind; with {@code
 * Accept: application/json} Avro is answered as JSON, which has names for everything.
 */
final class Predictions {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Turns turns = new Turns(PATIENCE);
  private final LiveModel live;
  private final RequestBody bodies;
  private final TopClasses top;

  Predictions(LiveModel live, HttpSettings settings) {
    this.live = live;
    this.bodies = new RequestBody(settings.maxBytes());
    this.top = settings.top();
  }

  Reply answer(Request request) throws IOException {
    return turns.take(() -> read(request));
  }

  private Reply read(Request request) throws IOException {
    try {
      boolean json = isJson(request);
      TopClasses wanted = top(request, top);
      return answer(json, wantsJson(json, request), bodies.read(request), wanted);
    } catch (RefusedException e) {
      return e.reply();
    }
  }

  private static boolean isJson(Request request) throws RefusedException {
    String header = request.header("Content-Type").orElse("missing");
    MediaType type = MediaType.of(header);
    if (!type.is(Reply.JSON) && !type.is(Reply.AVRO)) {
      throw unsupported(
          "Content-Type is %s; must be %s or %s".formatted(header, Reply.JSON, Reply.AVRO));
    }
    if (type.is(Reply.JSON) && type.charset().filter(charset -> !isUtf8(charset)).isPresent()) {
      throw unsupported("Content-Type is %s; JSON must be in utf-8".formatted(header));
    }
    return type.is(Reply.JSON);
  }

  /** ASCII is a part of it. */
  private static boolean isUtf8(String charset) {
    return List.of("utf-8", "utf8", "us-ascii").contains(charset);
  }

  private static RefusedException unsupported(String message) {
    return new RefusedException(
        Reply.error(415, message).with("Accept", Reply.JSON + ", " + Reply.AVRO));
  }

  private static boolean wantsJson(boolean json, Request request) {
    return json
        || request.header("Accept").orElse("").toLowerCase(Locale.ROOT).contains(Reply.JSON);
  }

  /** How many classes the request wants named; {@code usual} where it does not say. */
  static TopClasses top(Request request, TopClasses usual) throws RefusedException {
    String asked = request.parameter("top").orElse("");
    try {
      return asked.isEmpty() ? usual : TopClasses.parse(asked);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Reply.error(400, "top is %s; %s".formatted(asked, TopClasses.RANGE)));
    }
  }

  static Reply unloaded() {
    return Reply.error(
        503, "no model version is loaded yet; try again once /ready answers with 200");
  }

  private Reply answer(boolean json, boolean jsonWanted, byte[] body, TopClasses wanted) {
    Optional<LiveModel.Lease> leased = live.tryAcquire();
    if (leased.isEmpty()) {
      return unloaded();
    }
    try (LiveModel.Lease lease = leased.get()) {
      Clip clip = json ? ClipJson.read(body, lease.manifest()) : Wire.decode(body, Clip.class);
      Prediction prediction =
          wanted.of(ClipScorer.answer(lease.model(), clip), lease.manifest().getClassNames());
      return jsonWanted
          ? Reply.json(200, PredictionJson.of(prediction, lease.manifest()))
          : Reply.of(200, Reply.AVRO, Wire.encode(prediction));
    } catch (UnscorableClipException e) {
      return Reply.error(422, "the clip cannot be answered: " + e.getMessage());
    } catch (ClipJson.UnreadableException | WireException e) {
      return Reply.error(400, "the request is no clip: " + e.getMessage());
    }
  }
}
