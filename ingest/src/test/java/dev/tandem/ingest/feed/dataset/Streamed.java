package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A feed that was read to its end. */
record Streamed(FeedDescription description, List<CapturedClip> clips, Feed feed) {

  static Streamed of(String uri, long seed) {
    Feed feed = Feeds.open(Feeds.parse(uri), seed);
    List<CapturedClip> clips = new ArrayList<>();
    for (Optional<CapturedClip> clip = feed.next(); clip.isPresent(); clip = feed.next()) {
      clips.add(clip.get());
    }
    return new Streamed(feed.describe(), clips, feed);
  }

  static Streamed of(String uri) {
    return of(uri, 0);
  }

  /** Each clip as {@code NAME=CLASS}, in the order in which they came. */
  List<String> labelled() {
    return clips.stream()
        .map(
            clip ->
                clip.origin().orElseThrow().item() + "=" + clip.label().orElseThrow().className())
        .toList();
  }

  Signal.Pcm sound(int clip) {
    return (Signal.Pcm) clips.get(clip).signals().get("audio");
  }

  Signal.Frames frames(int clip) {
    return (Signal.Frames) clips.get(clip).signals().get("video");
  }

  /** Shapes of the features of the first clip, as they are extracted. */
  List<List<Integer>> shapes() {
    return description.modalities().stream()
        .map(modality -> modality.extractor().extract(clips.get(0).signals().get(modality.name())))
        .map(FeatureTensor::format)
        .map(format -> format.shape())
        .toList();
  }

  /** What was left out, as {@code ITEM: REASON}. */
  List<String> leftOut() {
    return feed.skipped().stream().map(left -> left.item() + ": " + left.reason()).toList();
  }
}
