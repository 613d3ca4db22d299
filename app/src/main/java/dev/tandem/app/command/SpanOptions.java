package dev.tandem.app.command;

import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Between which event times a job trains. */
final class SpanOptions {
  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Values.Time.class,
      description = {
        "Train what is ready before this event time, stop with a savepoint, and end.",
        "The next start goes on from there: the model is then the same as without a stop."
      })
  private Optional<Instant> until = Optional.empty();

  @Option(
      names = "--finish",
      description =
          "At --until, train the batch that is open, too, and publish what was learned since the last version. The model then differs from one that goes through.")
  private boolean finish;

  /** As settings. */
  Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    until.ifPresent(time -> flags.put(TrainerOptions.UNTIL.key(), time.toString()));
    if (finish) {
      flags.put(TrainerOptions.AT_UNTIL.key(), "finish");
    }
    return flags;
  }
}
