package dev.tandem.app.command;

import dev.tandem.app.letters.Letter;
import dev.tandem.app.letters.LetterDetails;
import dev.tandem.app.letters.LetterDump;
import dev.tandem.app.letters.LetterTopic;
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
  @Mixin private LetterOptions options;
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
    try (LetterTopic topic = options.open()) {
      Letter letter = topic.at(place);
      listing.print(spec, () -> LetterDetails.of(letter), () -> LetterDump.lines(letter, bytes));
    }
    return ExitStatus.SUCCESS;
  }
}
