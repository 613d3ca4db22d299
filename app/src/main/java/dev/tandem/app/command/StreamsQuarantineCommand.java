package dev.tandem.app.command;

import dev.tandem.schemas.records.ControlAction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says so on the control topic. */
@Command(
    name = "quarantine",
    description =
        "Keep a stream out of training from a clip time on; it is joined, answered and counted as before.",
    footer = {"", "Example:", "  tandem streams quarantine cam-3 --why 'lens cap on'"})
final class StreamsQuarantineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StreamControlOptions word;

  @Override
  public Integer call() {
    word.say(ControlAction.QUARANTINE, spec.commandLine().getOut());
    return ExitStatus.SUCCESS;
  }
}
