package dev.tandem.ingest.feed.live;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.media.LiveAddress;
import dev.tandem.ingest.feed.media.LiveMedia;
import dev.tandem.ingest.feed.media.LiveSecond;
import dev.tandem.ingest.feed.media.LiveTiming;
import dev.tandem.ingest.feed.media.MediaException;
import dev.tandem.ingest.feed.media.MediaTracks;
import dev.tandem.schemas.config.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cameras, microphones and streams, or several as one: {@code rtsp://cam/1+alsa:default}. Each clip
 * is a whole second of the wall clock, and its index is that second's since 1970, so that no index
 * comes twice, whenever the feed begins. A second in which a source was away lacks it.
 */
public final class LiveFeed implements Feed {
  /** One for each kind of source. */
  public static final List<FeedType> TYPES =
      Arrays.stream(LiveKind.values()).map(LiveFeed::type).toList();

  /** What a live feed does where Kafka is slow. */
  public static final Option<String> DELIVERY = LiveOptions.DELIVERY;

  private static final Pattern NEXT_SOURCE =
      Pattern.compile(
          "\\+(?=(?:"
              + Arrays.stream(LiveKind.values())
                  .map(LiveKind::word)
                  .collect(Collectors.joining("|"))
              + "):)");

  private final FeedUri uri;
  private final List<Modality> modalities;
  private final LiveMedia media;
  private final FeedDescription description;
  private volatile boolean stopping;

  /**
   * @param modalities of all that may be seen and heard
   */
  private LiveFeed(FeedUri uri, List<Modality> modalities) {
    this.uri = uri;
    this.modalities = modalities;
    MediaTracks.Frames frames =
        new MediaTracks.Frames(uri.get(FeedOptions.FRAMES), AudioVideo.seesColours(modalities));
    try {
      this.media =
          LiveMedia.open(
              addresses(uri),
              MediaTracks.live(frames),
              new LiveTiming(uri.get(LiveOptions.STALL_TIMEOUT), uri.get(LiveOptions.LATENESS)),
              () -> stopping);
      this.description =
          FeedDescription.endless(
              modalities.stream()
                  .filter(modality -> media.modalities().contains(modality.name()))
                  .toList(),
              List.of());
    } catch (MediaException e) {
      throw new FeedException("%s: %s".formatted(uri.name(), e.getMessage()), e);
    }
  }

  private static FeedType type(LiveKind kind) {
    return new FeedType(
        kind.word(),
        kind.pathName(),
        kind.sentence(),
        FeedType.Course.LIVE,
        LiveOptions.ALL,
        Optional.empty(),
        LiveFeed::open);
  }

  /** Connects; throws {@link FeedException} where that does not succeed, saying why. */
  public static LiveFeed open(FeedUri uri, long seed) {
    List<Modality> modalities = AudioVideo.modalities(uri, uri.get(FeedOptions.FRAMES));
    try {
      return new LiveFeed(uri, modalities);
    } catch (FeedException e) {
      modalities.forEach(modality -> modality.extractor().close());
      throw e;
    }
  }

  /** The kinds of device that may be in this machine. */
  public static List<String> deviceWords() {
    return Arrays.stream(LiveKind.values()).filter(LiveKind::isDevice).map(LiveKind::word).toList();
  }

  static List<LiveAddress> addresses(FeedUri uri) {
    List<LiveAddress> addresses = new ArrayList<>();
    for (String source : NEXT_SOURCE.split(uri.type().word() + ":" + uri.path(), -1)) {
      int colon = source.indexOf(':');
      addresses.add(
          LiveKind.of(source.substring(0, colon))
              .address(source.substring(colon + 1), uri.get(LiveOptions.FFMPEG)));
    }
    return addresses;
  }

  @Override
  public FeedDescription describe() {
    return description;
  }

  @Override
  public Optional<CapturedClip> next() {
    try {
      while (!stopping && !media.isOver()) {
        Optional<LiveSecond> second = media.next();
        if (second.isPresent()) {
          Instant begin = second.get().begin();
          return Optional.of(
              CapturedClip.live(begin.getEpochSecond(), second.get().signals(), begin));
        }
      }
      return Optional.empty();
    } catch (MediaException e) {
      throw new FeedException("%s: %s".formatted(uri.name(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** There is nothing to pass over: what was is gone. */
  @Override
  public void skip(long clips) {}

  @Override
  public List<SourceReport> sources() {
    return media.sources();
  }

  @Override
  public Optional<Instant> horizon() {
    return media.horizon();
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    stopping = true;
    media.close();
    modalities.forEach(modality -> modality.extractor().close());
  }
}
