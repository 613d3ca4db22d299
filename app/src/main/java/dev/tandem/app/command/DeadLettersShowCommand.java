package dev.tandem.app.command;

import dev.tandem.app.letters.DeadLetterDetails;
import dev.tandem.app.letters.DeadLetterDump;
import dev.tandem.app.letters.DeadLetterRecord;
import dev.tandem.app.letters.DeadLetterTopic;
import dev.tandem.app.letters.Place;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All of one letter. */
@Command(
    name = "show",
    description = "Show the headers and the bytes of one dead letter.",
    footer = {
      "",
      "Examples:",
      "  tandem dead-letters show 17 --bootstrap-server localhost:9092",
      "  tandem dead-letters show 1:17 --bytes 100000       where the topic has several partitions"
    })
final class DeadLettersShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeadLetterOptions options;
  @Mixin private ListingOptions listing;

  @Parameters(
      paramLabel = "OFFSET",
      converter = Values.Position.class,
      description = "Which letter: its offset, or PARTITION:OFFSET, as list shows it.")
  private Place place;

  @Option(
      names = "--bytes",
      paramLabel = "COUNT",
      defaultValue = "1024",
      converter = Values.Count.class,
      description = "Most bytes to show of key and value; JSON has all. Default: ${DEFAULT-VALUE}.")
  private long bytes;

  @Override
  public Integer call() {
    try (DeadLetterTopic topic = options.open()) {
      DeadLetterRecord letter = topic.at(place);
      listing.print(
          spec, () -> DeadLetterDetails.of(letter), () -> DeadLetterDump.lines(letter, bytes));
    }
    return ExitStatus.SUCCESS;
  }
}
