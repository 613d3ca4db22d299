package dev.tandem.app.demo;

import dev.tandem.app.report.HeadSums;
import dev.tandem.app.report.RunHistory;
import dev.tandem.app.report.TrainedStep;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.ServingUnit;
import dev.tandem.app.view.ViewFrame;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Takes the figures of a run together for the live view. */
final class Frames {
  private static final int SCORED_CLIPS = 500;
  private static final Duration RATE_WINDOW = Duration.ofSeconds(5);

  private final Instant startedAt;
  private final RunHistory history;
  private final FeedRunner feed;
  private final ServingUnit serving;

  Frames(Instant startedAt, RunHistory history, FeedRunner feed, ServingUnit serving) {
    this.startedAt = startedAt;
    this.history = history;
    this.feed = feed;
    this.serving = serving;
  }

  ViewFrame at(Instant now, String doing) {
    HeadSums scored = HeadSums.of(history.lastSteps(SCORED_CLIPS));
    return new ViewFrame(
        doing,
        Duration.between(startedAt, now),
        feed.clips(),
        history.totals().getOrDefault("trained", 0L),
        clipsPerSecond(now),
        history.newestStep().map(TrainedStep::step).orElse(0L),
        scored.accuracy(),
        scored.loss(),
        history.newestStep().map(TrainedStep::pace).orElseGet(TreeMap::new),
        history.newestVersion().map(ModelManifest::getVersion).orElse(0),
        serving.version().map(ModelKey::version).orElse(0));
  }

  private double clipsPerSecond(Instant now) {
    Instant from = now.minus(RATE_WINDOW);
    return history.lastSteps(SCORED_CLIPS * 20L).stream()
            .filter(step -> step.writtenAt().isAfter(from))
            .mapToInt(TrainedStep::clips)
            .sum()
        / (double) RATE_WINDOW.toSeconds();
  }
}
