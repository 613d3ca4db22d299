package dev.tandem.stream.door;

import dev.tandem.schemas.config.Durations;
import java.time.Duration;
import java.time.Instant;

/** A record lies further from the time of its partition than {@code stream.max-leap}. */
public final class FarOffRecordException extends RejectedRecordException {
  private static final long serialVersionUID = 1L;

  FarOffRecordException(String message) {
    super(message);
  }

  /** {@code here} is the partition's time; all are milliseconds. */
  static FarOffRecordException of(String stream, long time, long here, long maxLeap) {
    return new FarOffRecordException(
        "the record's time %s is %s %s its partition's time %s; stream.max-leap is %s. Mend the clock of stream %s, or raise the setting"
            .formatted(
                Instant.ofEpochMilli(time),
                Durations.about(Duration.ofMillis(Math.abs(time - here))),
                time < here ? "behind" : "ahead of",
                Instant.ofEpochMilli(here),
                Durations.format(Duration.ofMillis(maxLeap)),
                stream));
  }
}
