package dev.tandem.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.TestingHeap;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.delivery.CandidateVersion;
import dev.tandem.serving.delivery.ChunkLog;
import dev.tandem.serving.delivery.LogRecord;
import dev.tandem.serving.delivery.PayloadReader;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  private static final int PARAMETERS = 1 << 20;
  private static final int CHUNK = 1 << 19;

  private final CountingChunks chunks = new CountingChunks();
  private final List<CandidateVersion> versions = new ArrayList<>();

  @Test
  void shouldFetchTheTwoThatAreComparedAndHoldNeither() {
    for (int version = 1; version <= 5; version++) {
      publish(version);
    }
    VersionDiff diff = new VersionDiff(versions.get(1), versions.get(3));
    try (Payloads payloads =
        new Payloads(
            new PayloadReader(
                ServingSettings.of(Config.empty()).delivery(), chunks, Clock.systemUTC()))) {
      List<String> lines = new ArrayList<>();
      long held =
          TestingHeap.heldBy(
              () -> {
                lines.addAll(diff.parameters(payloads));
                return payloads;
              });

      assertThat(lines.get(lines.size() - 1)).containsPattern("all +1,048,576 +2048 ");
      assertThat(chunks.seeks).isEqualTo(2);
      assertThat(chunks.read)
          .isEqualTo(
              versions.get(1).manifest().getChunks() + versions.get(3).manifest().getChunks());
      assertThat(held).isLessThan(4L * PARAMETERS);
    }
  }

  private void publish(int version) {
    ByteBuffer data = ByteBuffer.allocate(4 * PARAMETERS).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat(version);
    }
    byte[] payload =
        Safetensors.encode(
            List.of(new NamedTensor("encoders.audio.weight", List.of(PARAMETERS), data.flip())));
    ModelKey key = new ModelKey("av", 1, version);
    Instant time = Instant.EPOCH.plusSeconds(1_000L * version);
    int count = 0;
    for (int start = 0; start < payload.length; start += CHUNK) {
      byte[] chunk = Arrays.copyOfRange(payload, start, Math.min(payload.length, start + CHUNK));
      chunks.log.add(
          new LogRecord(
              "chunks", chunks.log.size(), key.chunkKey(count++), Optional.of(chunk), time));
    }
    versions.add(new CandidateVersion(key, manifest(key, payload, count), time, time, version));
  }

  private static ModelManifest manifest(ModelKey key, byte[] payload, int chunks) {
    return ModelManifest.newBuilder()
        .setModel(key.model())
        .setGeneration(key.generation())
        .setVersion(key.version())
        .setStep(key.version())
        .setTrainedUntil(Instant.EPOCH)
        .setPublishedAt(Instant.EPOCH)
        .setBytes(payload.length)
        .setChunks(chunks)
        .setSha256(Sha256.of(payload))
        .setArchitecture("{}")
        .setClassNames(List.of("a", "b"))
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of())
        .build();
  }

  /** Gives one record a poll, and counts. */
  private static final class CountingChunks implements ChunkLog {
    private final List<LogRecord> log = new ArrayList<>();
    private int position;
    private int seeks;
    private int read;

    /** With what the settings allow for clocks that differ, which is less than between versions. */
    @Override
    public void seek(Instant time) {
      seeks++;
      position = 0;
      while (log.get(position).time().isBefore(time)) {
        position++;
      }
    }

    @Override
    public List<LogRecord> poll(Duration timeout) {
      read++;
      return List.of(log.get(position++));
    }

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }
}
