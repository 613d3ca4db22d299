package dev.tandem.app.command;

import dev.tandem.app.run.LogEnd;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** From which event time on the trainer obeys a word. */
final class SinceOptions {
  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Values.Time.class,
      description =
          "Event time from which on it counts; must be after all that is in the feature topics. Default: --ahead after that.")
  private Optional<Instant> at = Optional.empty();

  @Option(
      names = "--ahead",
      paramLabel = "DURATION",
      converter = Values.Span.class,
      defaultValue = "1min",
      description = {
        "How far after the newest record it counts, in event time. Default: ${DEFAULT-VALUE}.",
        "The job must have read it by then; allow more for feeds that run faster than real time."
      })
  private Duration ahead = Duration.ZERO;

  /**
   * Without records nothing can have been decided: then it counts from the first one on.
   *
   * @param newest of the feature topics' records
   */
  Instant time(Optional<Instant> newest) {
    if (at.isPresent() && newest.isPresent() && !at.get().isAfter(newest.get())) {
      throw new UsageException(
          "--at is %s; must be after %s, the newest record of the feature topics: what is before may be trained already"
              .formatted(at.get(), newest.get()));
    }
    return at.or(() -> newest.map(time -> time.plus(ahead))).orElse(Instant.EPOCH);
  }

  /** Time of the newest record of the feature topics that a job can have read. */
  static Optional<Instant> newest(KafkaConnection kafka, Topics topics) {
    return LogEnd.ofFeatures(kafka, topics).map(LogEnd::newest);
  }
}
