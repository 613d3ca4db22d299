package dev.tandem.app.command;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** How much of a feed is published, and from when. */
final class FeedRunOptions {
  @Option(
      names = "--clips",
      paramLabel = "N",
      converter = Values.Count.class,
      description = "End after so many clips.")
  private Optional<Long> clips = Optional.empty();

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      converter = Values.Time.class,
      description =
          "Event time of the first clip, such as 2026-11-01T00:00:00Z. Default: 28 days ago, or now for a feed at a multiple of real time; behind what the topics hold.")
  private Optional<Instant> start = Optional.empty();

  OptionalLong clips() {
    return clips.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  Optional<Instant> start() {
    return start;
  }
}
