package dev.tandem.app.report;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.PublishedClip;
import dev.tandem.ingest.extract.FeatureTensor;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Hands clips that are not published to a recorder, as they would be. */
public final class DryClips {
  private final String stream;
  private final Instant start;
  private final FeedDescription feed;
  private final ClipRecorder recorder;

  /**
   * Begins.
   *
   * @param start of clip 0, where clips do not say themselves when they were captured
   */
  public DryClips(String stream, Instant start, FeedDescription feed, ClipRecorder recorder) {
    this.stream = stream;
    this.start = start;
    this.feed = feed;
    this.recorder = recorder;
    recorder.begin(feed);
  }

  void add(CapturedClip clip, Map<String, FeatureTensor> features) {
    String id = String.format(Locale.ROOT, "%s-%08d", stream, clip.index());
    Instant begin =
        clip.captured().orElseGet(() -> start.plus(feed.placement().begin(clip.index())));
    recorder.clip(new PublishedClip(id, stream, begin, features, clip.label()));
  }
}
