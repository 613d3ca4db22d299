package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.Extractors;
import dev.tandem.ingest.extract.FeatureExtractor;
import dev.tandem.ingest.extract.FrameStack;
import dev.tandem.ingest.extract.LogMel;
import dev.tandem.ingest.extract.ParallelExtractor;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.extract.SignalKind;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The two modalities of microphones and cameras. */
public final class AudioVideo {
  public static final String AUDIO = "audio";
  public static final String VIDEO = "video";

  static final String SOUND_EXTRACTOR = "log-mel";
  static final String PICTURES_EXTRACTOR = "frame-stack";
  private static final int DIGITS = 10;

  private AudioVideo() {}

  /** How cameras are to be looked at for {@code modalities}. */
  public static boolean seesColours(List<Modality> modalities) {
    return modalities.stream().anyMatch(modality -> modality.extractor().seesColours());
  }

  /**
   * With the extractors that a feed uses unless it is told others.
   *
   * @param frames per clip
   */
  public static List<Modality> modalities(int frames) {
    return List.of(new Modality(AUDIO, new LogMel()), new Modality(VIDEO, new FrameStack(frames)));
  }

  /**
   * With the extractors that {@code uri} says, which are the caller's to close; throws {@link
   * FeedException} for those that cannot be.
   *
   * @param frames per clip
   */
  public static List<Modality> modalities(FeedUri uri, int frames) {
    return modalities(uri, frames, FeedOptions.AUDIO_FEATURES, FeedOptions.VIDEO_FEATURES);
  }

  /** The same of a feed with extractors of its own, which {@code audio} and {@code video} have. */
  public static List<Modality> modalities(
      FeedUri uri, int frames, Option<String> audio, Option<String> video) {
    FeatureExtractor sound = extractor(uri, audio, SignalKind.SOUND, frames);
    try {
      return List.of(
          new Modality(AUDIO, sound),
          new Modality(VIDEO, extractor(uri, video, SignalKind.PICTURES, frames)));
    } catch (FeedException e) {
      sound.close();
      throw e;
    }
  }

  private static FeatureExtractor extractor(
      FeedUri uri, Option<String> option, SignalKind kind, int frames) {
    try {
      FeatureExtractor extractor = Extractors.of(uri.get(option), kind, frames);
      int threads = uri.get(FeedOptions.EXTRACT_THREADS);
      return threads == 1 ? extractor : new ParallelExtractor(extractor, threads);
    } catch (ConfigException e) {
      throw new FeedException(
          "feed %s: %s=%s: %s"
              .formatted(uri.type().form(), option.key(), uri.get(option), e.getMessage()),
          e);
    }
  }

  public static SortedMap<String, Signal> signals(Signal.Pcm audio, Signal.Frames video) {
    return new TreeMap<>(Map.of(AUDIO, audio, VIDEO, video));
  }

  /** Class names of feeds of digits: {@code 0} to {@code 9}. */
  public static List<String> digits() {
    return IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList();
  }
}
