package dev.tandem.app.command;

import dev.tandem.app.control.StreamTable;
import dev.tandem.schemas.records.ControlEvent;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A line for each word. */
@Command(
    name = "list",
    description = "List what was said of streams: since when, who and why.",
    footer = {"", "Example:", "  tandem streams list --bootstrap-server localhost:9092"})
final class StreamsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<ControlEvent> events = control.topic().ofStreams(control.model());
    if (events.isEmpty()) {
      out.println("no stream was quarantined");
    } else {
      StreamTable.lines(events).forEach(out::println);
    }
    return ExitStatus.SUCCESS;
  }
}
