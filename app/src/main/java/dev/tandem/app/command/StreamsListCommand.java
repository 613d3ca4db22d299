package dev.tandem.app.command;

import dev.tandem.app.control.StreamTable;
import dev.tandem.app.control.StreamWord;
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
  @Mixin private ListingOptions listing;

  @Override
  public Integer call() {
    List<StreamWord> words = StreamWord.of(control.topic().ofStreams(control.model()));
    listing.print(spec, () -> words, () -> StreamTable.lines(words));
    return ExitStatus.SUCCESS;
  }
}
