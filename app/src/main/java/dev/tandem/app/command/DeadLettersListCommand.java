package dev.tandem.app.command;

import dev.tandem.app.letters.DeadLetterListing;
import dev.tandem.app.letters.DeadLetterRecord;
import dev.tandem.app.letters.DeadLetterTable;
import dev.tandem.app.letters.DeadLetterTopic;
import dev.tandem.app.letters.ListedDeadLetter;
import dev.tandem.app.letters.ReasonCounts;
import dev.tandem.app.letters.Selection;
import dev.tandem.app.letters.StreamCounts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A line for each of the last letters, and how many there are of each kind. */
@Command(
    name = "list",
    description =
        "List the last dead letters, and count all of them by what is wrong and by stream.",
    footer = {
      "",
      "Examples:",
      "  tandem dead-letters list --bootstrap-server localhost:9092",
      "  tandem dead-letters list --reason 'must be finite' --topic av.features.audio.v1 --limit 100"
    })
final class DeadLettersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeadLetterOptions options;
  @Mixin private SelectionOptions selected;
  @Mixin private ListingOptions listing;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      defaultValue = "20",
      converter = Values.Count.class,
      description = "Most letters to list; the last ones. Default: ${DEFAULT-VALUE}.")
  private long limit;

  @Override
  public Integer call() {
    Selection selection = selected.selection();
    ReasonCounts counts = new ReasonCounts();
    StreamCounts streams = new StreamCounts();
    Deque<DeadLetterRecord> last = new ArrayDeque<>();
    try (DeadLetterTopic topic = options.open()) {
      topic.read(
          letter -> {
            if (selection.test(letter)) {
              counts.add(letter);
              streams.add(letter);
              last.add(letter.withoutContent());
              if (last.size() > limit) {
                last.remove();
              }
            }
          });
      List<DeadLetterRecord> letters = List.copyOf(last);
      listing.print(
          spec,
          () ->
              new DeadLetterListing(
                  letters.stream().map(ListedDeadLetter::of).toList(),
                  counts.counts(),
                  streams.counts()),
          () -> lines(letters, topic.isPartitioned(), counts, streams));
    }
    return ExitStatus.SUCCESS;
  }

  private static List<String> lines(
      List<DeadLetterRecord> letters,
      boolean partitioned,
      ReasonCounts counts,
      StreamCounts streams) {
    List<String> lines = new ArrayList<>();
    if (!letters.isEmpty()) {
      lines.addAll(DeadLetterTable.lines(letters, partitioned));
    }
    lines.add(counts.summary());
    streams.summary().ifPresent(lines::add);
    return lines;
  }
}
