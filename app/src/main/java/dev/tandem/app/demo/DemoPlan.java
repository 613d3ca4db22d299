package dev.tandem.app.demo;

import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.feed.FeedUri;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a demo is to do.
 *
 * @param clips after which the feed ends; empty for never
 * @param seed of the feed and of the model
 * @param start event time of the first clip; empty for the default, see {@link StartTime}
 * @param keep directory to keep and to resume from; empty for a temporary one
 * @param report file to write
 * @param board how the run is shown in a browser
 * @param headless plain lines where there is a terminal, too
 */
public record DemoPlan(
    FeedUri feed,
    OptionalLong clips,
    long seed,
    Settings settings,
    int parallelism,
    Optional<Instant> start,
    Optional<Path> keep,
    Optional<Path> report,
    Board board,
    Ports ports,
    Duration deadline,
    boolean headless) {

  /**
   * Loopback ports that were asked for; empty for any free one.
   *
   * @param kafka of the broker
   * @param web of Flink's web UI
   * @param board of the board's pages
   */
  public record Ports(OptionalInt kafka, OptionalInt web, OptionalInt board) {}

  /**
   * What is shown.
   *
   * @param pages whether there are pages to look at meanwhile
   * @param html file to write them into at the end
   * @param teach whether people teach with them
   */
  public record Board(boolean pages, Optional<Path> html, boolean teach) {
    boolean isWanted() {
      return pages || html.isPresent();
    }
  }
}
