package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.clip.SourceReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A feed under conditions: those of clip i are a function of (seed, i), whatever the feed. */
public final class ConditionedFeed implements Feed {
  private final Feed feed;
  private final CaptureNoise noise;

  /** Closes {@code feed} when it is closed. */
  public ConditionedFeed(Feed feed, ConditionsSchedule conditions, long seed) {
    this.feed = feed;
    this.noise = new CaptureNoise(conditions, seed);
  }

  @Override
  public FeedDescription describe() {
    return feed.describe();
  }

  @Override
  public Optional<CapturedClip> next() {
    Optional<CapturedClip> clip = feed.next();
    clip.ifPresent(captured -> noise.add(captured.signals(), captured.index()));
    return clip;
  }

  @Override
  public void skip(long clips) {
    feed.skip(clips);
  }

  @Override
  public List<Skipped> skipped() {
    return feed.skipped();
  }

  @Override
  public List<Skipped> summaries() {
    return feed.summaries();
  }

  @Override
  public List<ItemReport> reports() {
    return feed.reports();
  }

  @Override
  public OptionalDouble share() {
    return feed.share();
  }

  @Override
  public List<SourceReport> sources() {
    return feed.sources();
  }

  @Override
  public Optional<Instant> horizon() {
    return feed.horizon();
  }

  @Override
  public boolean mayWait() {
    return feed.mayWait();
  }

  @Override
  public void stop() {
    feed.stop();
  }

  @Override
  public void close() {
    feed.close();
  }
}
