package dev.tandem.ingest.feed.file;

import dev.tandem.schemas.config.Option;
import java.time.Duration;
import java.util.List;

/** Parameters of {@code file:} alone. */
final class FileOptions {
  static final Option<Long> CLIPS_PER_FILE =
      new Option<>(
          "clips-per-file",
          "long",
          "all",
          "must be at least 1, or all",
          "How many one-second clips are cut from each file at most.",
          text -> text.equals("all") ? Long.MAX_VALUE : Long.valueOf(text),
          clips -> clips >= 1);

  /** The value of {@link #ORDER} for the order of names. */
  static final String BY_NAME = "name";

  static final Option<String> ORDER =
      Option.ofChoice(
          "order",
          "shuffled",
          List.of("shuffled", BY_NAME),
          "Order of the files of a directory; shuffled is the same for the same seed.");

  static final Option<String> FOLLOW =
      Option.ofText(
          "follow",
          "off",
          "must be off, on, or how long to wait for more, such as 10min",
          Follow::isOne,
          "Whether to wait for what is still to be written to the file or the directory: on for ever, or so long after the last.");

  static final Option<Duration> SETTLE =
      Option.ofDuration(
          "settle",
          Duration.ofSeconds(2),
          false,
          "With follow, how long a file of a directory must stay as it is to be whole.");

  private FileOptions() {}
}
