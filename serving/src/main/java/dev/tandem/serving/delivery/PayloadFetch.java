package dev.tandem.serving.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one version that is being fetched. */
final class PayloadFetch implements AutoCloseable {
  private static final Duration BUSY = Duration.ofMillis(20);

  /** A version whose chunks are being collected. */
  private record Collecting(CandidateVersion candidate, ChunkAssembly chunks) {}

  private final DeliverySettings settings;
  private final ChunkLog log;
  private final Clock clock;
  private Optional<Collecting> collecting = Optional.empty();
  private Instant lastChunkAt = Instant.EPOCH;

  /** Takes over {@code log}. */
  PayloadFetch(DeliverySettings settings, ChunkLog log, Clock clock) {
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  Optional<CandidateVersion> candidate() {
    return collecting.map(Collecting::candidate);
  }

  /** Begins anew, with another version or the same. */
  void begin(CandidateVersion candidate) {
    collecting = Optional.empty();
    if (candidate.manifest().getReference().isEmpty()) {
      log.seek(candidate.recordTime().minus(settings.chunkMargin()));
    }
    ChunkAssembly chunks = new ChunkAssembly(candidate.key(), candidate.manifest());
    collecting = Optional.of(new Collecting(candidate, chunks));
    restartPatience();
  }

  void cancel() {
    collecting = Optional.empty();
  }

  /** Waits anew for the next chunk, as after a time in which none could come. */
  void restartPatience() {
    lastChunkAt = clock.instant();
  }

  /**
   * Goes on with what is there, waiting a moment for it; the payload once it is whole and verified,
   * which ends the fetching as a refusal does.
   *
   * @throws UnavailableVersionException if chunks are late or the payload cannot be read now
   * @throws RefusedVersionException if it is not the payload of the manifest
   */
  Optional<byte[]> advance() throws RefusedVersionException {
    Collecting current = collecting.orElseThrow();
    try {
      Optional<byte[]> payload = payload(current);
      if (payload.isPresent()) {
        collecting = Optional.empty();
      }
      return payload;
    } catch (RefusedVersionException e) {
      collecting = Optional.empty();
      throw e;
    }
  }

  private Optional<byte[]> payload(Collecting current) throws RefusedVersionException {
    if (!current.candidate().manifest().getReference().isEmpty()) {
      return Optional.of(ReferencedPayload.read(current.candidate().manifest()));
    }
    read(current.chunks());
    if (current.chunks().isComplete()) {
      return Optional.of(current.chunks().payload());
    }
    requirePatience(current.chunks());
    return Optional.empty();
  }

  private void read(ChunkAssembly chunks) throws RefusedVersionException {
    for (LogRecord record : log.poll(BUSY)) {
      if (record.value().isPresent() && chunks.offer(record.key(), record.value().get())) {
        lastChunkAt = clock.instant();
      }
    }
  }

  private void requirePatience(ChunkAssembly chunks) throws UnavailableVersionException {
    if (clock.instant().isAfter(lastChunkAt.plus(settings.chunkPatience()))) {
      throw new UnavailableVersionException(
          "only %s became visible, none for %s"
              .formatted(chunks.progress(), settings.chunkPatience()));
    }
  }

  void wakeup() {
    log.wakeup();
  }

  @Override
  public void close() {
    log.close();
  }
}
