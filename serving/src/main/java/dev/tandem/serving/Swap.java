package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import java.time.Duration;
import java.time.Instant;

/**
 * A version going live.
 *
 * @param step optimizer steps behind it
 * @param publishedAt the trainer's wall clock
 * @param recordTime timestamp of its manifest's record
 * @param seenAt when this process read the manifest, which is after its transaction's commit
 * @param swappedAt when it began to answer
 * @param bytes of its payload
 */
public record Swap(
    ModelKey version,
    long step,
    Instant publishedAt,
    Instant recordTime,
    Instant seenAt,
    Instant swappedAt,
    long bytes) {

  /** From the trainer's publication to the first possible answer. */
  public Duration delay() {
    return Duration.between(publishedAt, swappedAt);
  }
}
