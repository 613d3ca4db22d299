package dev.tandem.app.command;

import dev.tandem.app.UsageException;
import dev.tandem.app.control.ControlTopic;
import dev.tandem.app.run.LogEnd;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A word about a stream: which one, since when, who says it and why. */
final class WordOptions {
  @Mixin private ControlOptions control;

  @Parameters(paramLabel = "STREAM", description = "Name of the stream, as its records have it.")
  private String stream = "";

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "For those who come after.")
  private String why = "";

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who says so. Default: the user's name on this machine.")
  private Optional<String> who = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Values.Time.class,
      description =
          "Clip time from which on it counts; must be after all that is in the feature topics. Default: --ahead after that.")
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

  /** Writes it and tells since when it counts. */
  void say(ControlAction action, PrintWriter out) {
    ControlTopic topic = control.topic();
    Instant time = time();
    topic.write(
        new ControlEvent(
            control.model(),
            action,
            0,
            0,
            who.orElseGet(() -> System.getProperty("user.name")),
            why,
            time,
            stream));
    out.println(
        "%s of stream %s counts for clips from %s on"
            .formatted(action.name().toLowerCase(java.util.Locale.ROOT), stream, time));
    newest()
        .filter(newest -> !newest.isBefore(time))
        .ifPresent(
            newest ->
                out.println(
                    "the feature topics have come to %s meanwhile: if tandem dead-letters list --stream %s shows a refusal, say it again with a longer --ahead"
                        .formatted(newest, stream)));
  }

  /** Without records nothing can have been decided: then it counts from the first one on. */
  private Instant time() {
    Optional<Instant> newest = newest();
    if (at.isPresent() && newest.isPresent() && !at.get().isAfter(newest.get())) {
      throw new UsageException(
          "--at is %s; must be after %s, the newest record of the feature topics: what is before may be trained already"
              .formatted(at.get(), newest.get()));
    }
    return at.or(() -> newest.map(time -> time.plus(ahead))).orElse(Instant.EPOCH);
  }

  private Optional<Instant> newest() {
    String bootstrapServers = control.bootstrapServers();
    return LogEnd.of(bootstrapServers, featureTopics(bootstrapServers, control.topics()))
        .map(LogEnd::newest);
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
