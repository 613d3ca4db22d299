package dev.tandem.app.answers;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.ingest.feed.FeedUri;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The clips of a feed, cut and extracted as ingest does; tells what was left out. */
public final class MediaClips implements AutoCloseable {
  private final Feed feed;
  private final FeedUri uri;
  private final Consumer<String> news;
  private final Set<String> told = new HashSet<>();
  private final Set<Skipped> leftOut = new HashSet<>();

  private MediaClips(Feed feed, FeedUri uri, Consumer<String> news) {
    this.feed = feed;
    this.uri = uri;
    this.news = news;
  }

  /**
   * Throws {@link dev.tandem.ingest.clip.FeedException} where there is nothing to cut.
   *
   * @param news told what was left out, and once a file which modality its clips lack
   */
  public static MediaClips open(FeedUri uri, long seed, Consumer<String> news) {
    return new MediaClips(Feeds.open(uri, seed), uri, news);
  }

  /** The next clip; empty at the end. */
  public Optional<CutClip> next() {
    Optional<CutClip> clip =
        feed.next()
            .map(captured -> CutClip.of(captured, feed.describe().modalities(), uri.type().word()));
    tellLeftOut(feed.summaries());
    clip.ifPresent(this::tellMissing);
    return clip;
  }

  /** Passes over the next {@code clips}. */
  public void skip(long clips) {
    feed.skip(clips);
  }

  /** What is given of each modality: {@code audio log-mel/1 98x40, video frame-stack/1 3x28x28}. */
  public String contract() {
    return feed.describe().modalities().stream()
        .map(MediaClips::contract)
        .collect(Collectors.joining(", "));
  }

  private static String contract(Modality modality) {
    TensorFormat format = modality.extractor().format();
    return "%s %s %s %s"
        .formatted(
            modality.name(),
            format.extractor().getName(),
            format.extractor().getVersion(),
            format.shape());
  }

  private void tellLeftOut(List<Skipped> unsettled) {
    feed.skipped().stream()
        .filter(item -> !unsettled.contains(item) && leftOut.add(item))
        .forEach(item -> news.accept("left out %s: %s".formatted(item.item(), item.reason())));
  }

  private void tellMissing(CutClip clip) {
    String file = clip.origin().map(Origin::item).orElse(uri.toString());
    for (String modality : clip.missing()) {
      if (told.add(file + " " + modality)) {
        news.accept("%s: no %s".formatted(clip.place(), modality));
      }
    }
  }

  /** Tells how many more were left out than were told one by one, too. */
  @Override
  public void close() {
    tellLeftOut(List.of());
    feed.close();
  }
}
