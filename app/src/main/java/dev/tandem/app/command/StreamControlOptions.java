package dev.tandem.app.command;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A word about a stream: which one, since when, who says it and why. */
final class StreamControlOptions {
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

  @Mixin private SinceOptions since;

  /** Writes it and tells since when it counts. */
  void say(ControlAction action, PrintWriter out) {
    ControlTopic topic = control.topic();
    Instant time = since.time(newest());
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

  private Optional<Instant> newest() {
    return SinceOptions.newest(control.kafka(), control.topics());
  }
}
