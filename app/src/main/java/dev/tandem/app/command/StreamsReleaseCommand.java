package dev.tandem.app.command;

import dev.tandem.schemas.records.ControlAction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says so on the control topic. */
@Command(
    name = "release",
    description = "Let a stream into training again from a clip time on.",
    footer = {"", "Example:", "  tandem streams release cam-3 --why 'lens cap off'"})
final class StreamsReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StreamControlOptions word;

  @Override
  public Integer call() {
    word.say(ControlAction.RELEASE, spec.commandLine().getOut());
    return ExitStatus.SUCCESS;
  }
}
