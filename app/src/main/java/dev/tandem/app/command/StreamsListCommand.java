package dev.tandem.app.command;

import dev.tandem.app.control.StreamTable;
import dev.tandem.app.control.StreamWord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A line for each stream, or for each word on one. */
@Command(
    name = "list",
    description = {
      "List the last word on each stream: since when it counts, how many there are, who and why.",
      "With a stream's name, each of the last 1,000 words on it."
    },
    footer = {
      "",
      "Examples:",
      "  tandem streams list --bootstrap-server localhost:9092",
      "  tandem streams list cam-3"
    })
final class StreamsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ControlOptions control;
  @Mixin private ListingOptions listing;

  @Parameters(
      paramLabel = "STREAM",
      arity = "0..1",
      description = "Only words on this stream. Default: the last one on each.")
  private Optional<String> stream = Optional.empty();

  @Override
  public Integer call() {
    List<StreamWord> words = control.topic().ofStreams(control.model(), stream).list();
    listing.print(spec, () -> words, () -> StreamTable.lines(words));
    return ExitStatus.SUCCESS;
  }
}
