package dev.tandem.app.command;

import dev.tandem.app.UsageException;
import dev.tandem.app.run.LogEnd;
import dev.tandem.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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

  /** Time of the newest record of the feature topics. */
  static Optional<Instant> newest(String bootstrapServers, Topics topics) {
    return LogEnd.of(bootstrapServers, featureTopics(bootstrapServers, topics)).map(LogEnd::newest);
  }

  private static List<String> featureTopics(String bootstrapServers, Topics topics) {
    String start = topics.features("");
    String prefix = start.substring(0, start.lastIndexOf(".v1"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin.listTopics().names().get().stream()
          .filter(name -> name.startsWith(prefix) && name.endsWith(".v1"))
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      throw new KafkaException("the Kafka cluster does not answer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
    }
  }
}
