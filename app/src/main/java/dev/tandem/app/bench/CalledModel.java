package dev.tandem.app.bench;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingOptions;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.serving.http.ClipRequest;
import dev.tandem.serving.inference.ClipScorer;
import dev.tandem.serving.inference.UnscorableClipException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A live model in this process, and a clip to ask it. */
final class CalledModel implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LiveModel live;
  private final Clip clip;

  private CalledModel(LiveModel live) {
    this.live = live;
    this.clip =
        new Clip(
            "bench",
            Instant.EPOCH,
            Instant.EPOCH,
            "bench",
            true,
            List.of(part("audio", 1), part("video", 2)));
  }

  /** Of a model of {@link SyntheticVersions}, which is on its topics. */
  static CalledModel start(KafkaConnection kafka, Topics topics, String model) {
    Map<String, String> settings = Map.of("serving.model", model);
    LiveModel live =
        LiveModel.start(
            ServingSettings.of(Config.of(settings, ServingOptions.ALL)).delivery(),
            topics,
            new BrokerClients(kafka),
            new PredictorBuilder(),
            SwapListener.NONE,
            Clock.systemUTC());
    try {
      if (!live.awaitReady(PATIENCE)) {
        throw new IllegalStateException(
            "no version is loaded after %s: %s".formatted(PATIENCE, live.problem().orElse("")));
      }
      return new CalledModel(live);
    } catch (InterruptedException e) {
      live.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private static ClipPart part(String modality, long seed) {
    Random random = new Random(seed);
    ByteBuffer values =
        ByteBuffer.allocate(SyntheticVersions.INPUTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      values.putFloat((float) random.nextGaussian());
    }
    return new ClipPart(
        modality,
        new Extractor("raw", "1"),
        ElementType.FLOAT32,
        1f,
        0f,
        List.of(SyntheticVersions.INPUTS),
        values.flip());
  }

  /** The clip as a request. */
  String request() {
    return ClipRequest.of(clip);
  }

  void answer() {
    try (LiveModel.Lease lease = live.acquire()) {
      ClipScorer.answer(lease.model(), clip);
    } catch (UnscorableClipException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    live.close();
  }
}
