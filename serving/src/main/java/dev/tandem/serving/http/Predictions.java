package dev.tandem.serving.http;

import com.sun.net.httpserver.HttpExchange;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.inference.ClipScorer;
import dev.tandem.serving.inference.UnscorableClipException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers clips that come in requests, as JSON or as Avro's {@code Clip}, in kind; with {@code
 * Accept: application/json} Avro is answered as JSON, which has names for everything.
 */
final class Predictions {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Turns turns = new Turns(PATIENCE);
  private final LiveModel live;
  private final int maxBytes;

  Predictions(LiveModel live, int maxBytes) {
    this.live = live;
    this.maxBytes = maxBytes;
  }

  Reply answer(HttpExchange exchange) throws IOException {
    return turns.take(() -> read(exchange));
  }

  private Reply read(HttpExchange exchange) throws IOException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    boolean json = type.startsWith(Reply.JSON);
    if (!json && !type.startsWith(Reply.AVRO)) {
      return Reply.error(
          415, "Content-Type is %s; must be %s or %s".formatted(type, Reply.JSON, Reply.AVRO));
    }
    byte[] body = exchange.getRequestBody().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      return Reply.error(
          413,
          "the request has more than %d bytes; raise serving.http-max-bytes to send larger ones"
              .formatted(maxBytes));
    }
    return answer(json, wantsJson(json, exchange), body);
  }

  private static boolean wantsJson(boolean json, HttpExchange exchange) {
    return json
        || String.valueOf(exchange.getRequestHeaders().getFirst("Accept")).contains(Reply.JSON);
  }

  private Reply answer(boolean json, boolean jsonWanted, byte[] body) {
    Optional<LiveModel.Lease> leased = live.tryAcquire();
    if (leased.isEmpty()) {
      return Reply.error(
          503, "no model version is loaded yet; try again once /ready answers with 200");
    }
    try (LiveModel.Lease lease = leased.get()) {
      Clip clip = json ? ClipJson.read(body, lease.manifest()) : Wire.decode(body, Clip.class);
      Prediction prediction = ClipScorer.answer(lease.model(), clip);
      return jsonWanted
          ? Reply.json(200, PredictionJson.of(prediction, lease.manifest()))
          : new Reply(200, Reply.AVRO, Wire.encode(prediction));
    } catch (UnscorableClipException e) {
      return Reply.error(422, "the clip cannot be answered: " + e.getMessage());
    } catch (ClipJson.UnreadableException | WireException e) {
      return Reply.error(400, "the request is no clip: " + e.getMessage());
    }
  }
}
