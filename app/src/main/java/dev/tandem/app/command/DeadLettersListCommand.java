package dev.tandem.app.command;

import dev.tandem.app.letters.Letter;
import dev.tandem.app.letters.LetterTable;
import dev.tandem.app.letters.LetterTopic;
import dev.tandem.app.letters.ReasonCounts;
import dev.tandem.app.letters.Selection;
import dev.tandem.app.letters.StreamCounts;
import java.io.PrintWriter;
import java.util.ArrayDeque;
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
  @Mixin private LetterOptions options;
  @Mixin private SelectionOptions selected;

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
    Deque<Letter> last = new ArrayDeque<>();
    PrintWriter out = spec.commandLine().getOut();
    try (LetterTopic topic = options.open()) {
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
      if (!last.isEmpty()) {
        LetterTable.lines(List.copyOf(last), topic.isPartitioned()).forEach(out::println);
      }
      out.println(counts.summary());
      streams.summary().ifPresent(out::println);
    }
    return ExitStatus.SUCCESS;
  }
}
