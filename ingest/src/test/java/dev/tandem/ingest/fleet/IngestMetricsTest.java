package dev.tandem.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CaptureCounts;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.publish.PublishCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestMetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void shouldSayHowEachFeedStands() {
    String page = IngestMetrics.text(List.of(status("cam-1", FeedState.WAITING)), NOW);

    assertThat(page)
        .contains(
            "# TYPE tandem_ingest_clips_total counter",
            "tandem_ingest_clips_total{stream=\"cam-1\"} 0\n",
            "tandem_ingest_feeds{stream=\"cam-1\",state=\"waiting\"} 1\n",
            "tandem_ingest_feeds{stream=\"cam-1\",state=\"publishing\"} 0\n",
            "tandem_ingest_failures_total{stream=\"cam-1\"} 4\n",
            "tandem_ingest_reopened_total{stream=\"cam-1\"} 3\n",
            "tandem_ingest_stalls_total{stream=\"cam-1\"} 2\n",
            "tandem_ingest_decode_errors_total{stream=\"cam-1\"} 7\n",
            "tandem_ingest_damaged_pieces_total{stream=\"cam-1\"} 5\n",
            "tandem_ingest_left_out_items_total{stream=\"cam-1\"} 1\n",
            "tandem_ingest_dropped_clips_total{stream=\"cam-1\",reason=\"slow\"} 0\n",
            "tandem_ingest_progress_ratio{stream=\"cam-1\"} 0.25\n",
            "tandem_ingest_skew_seconds{stream=\"cam-1\"} -0.02\n",
            "tandem_ingest_sound_drift_ratio{stream=\"cam-1\"} 1.0E-4\n");
    assertThat(page).as("before the first clip").doesNotContain("tandem_ingest_lag_seconds{");
  }

  @Test
  void shouldBoundItsStreams() {
    List<FeedStatus> many = new ArrayList<>();
    IntStream.range(0, IngestMetrics.LIMIT + 10)
        .forEach(i -> many.add(status("s" + i, FeedState.PUBLISHING)));
    List<String> clips =
        IngestMetrics.text(many, NOW)
            .lines()
            .filter(line -> line.startsWith("tandem_ingest_failures_total{"))
            .toList();

    assertThat(clips)
        .hasSize(IngestMetrics.LIMIT + 1)
        .last()
        .isEqualTo("tandem_ingest_failures_total{stream=\"other\"} 40");
  }

  private static FeedStatus status(String stream, FeedState state) {
    SourceReport source =
        new SourceReport(
            "rtsp://cam/1",
            true,
            3,
            2,
            0,
            4,
            new SourceReport.Timing("arrival", 0, 100, -20, 25, 0),
            new ItemReport.Faults(7, 5, 0, 0, 0));
    return new FeedStatus(
        new FeedPlan(stream, Feeds.parse("lavfi:sine"), 0, Optional.empty(), OptionalLong.empty()),
        state,
        new PublishCounts(),
        new CaptureCounts(3, 2, 7, 5),
        4,
        Optional.of("unplugged"),
        OptionalDouble.of(0.25),
        Optional.empty(),
        List.of(new Skipped("a.mp4", "empty")),
        List.of(source));
  }
}
