package dev.tandem.app.command;

import dev.tandem.app.letters.Selection;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class SelectionOptions {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only letters with this in their reason, in upper or lower case.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only letters that come from this topic, such as av.labels.v1.")
  private Optional<String> topic = Optional.empty();

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description =
          "Only letters that come from this stream; unknown for those that could not be read.")
  private Optional<String> stream = Optional.empty();

  Selection selection() {
    return new Selection(reason, topic, stream);
  }
}
