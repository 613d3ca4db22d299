package dev.tandem.ingest.feed;

import dev.tandem.ingest.CapturedClip;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedDescription;
import dev.tandem.ingest.FeedException;
import dev.tandem.ingest.FeedOptions;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Modality;
import dev.tandem.ingest.Signal;
import dev.tandem.ingest.extract.Raw;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * {@code synthetic:} two vectors per clip, X_m = noise + embedding of the label in modality m where
 * the clip is informative in m, noise alone where it is not. Seeded and endless.
 */
public final class SyntheticFeed implements Feed {
  private static final List<String> MODALITIES = List.of(AudioVideo.AUDIO, AudioVideo.VIDEO);
  private static final double ROUNDING = 1e-9;

  private final FeedUri uri;
  private final long seed;
  private final FeedDescription description;
  private final int dimension;
  private long next;

  private SyntheticFeed(FeedUri uri, long seed) {
    this.uri = uri;
    this.seed = seed;
    this.dimension = uri.get(FeedOptions.DIMENSION);
    this.description =
        FeedDescription.endless(
            MODALITIES.stream().map(name -> new Modality(name, new Raw(dimension))).toList(),
            IntStream.range(0, uri.get(FeedOptions.CLASSES)).mapToObj(c -> "class-" + c).toList());
  }

  public static SyntheticFeed open(FeedUri uri, long seed) {
    double sum =
        uri.get(FeedOptions.BOTH) + uri.get(FeedOptions.FIRST) + uri.get(FeedOptions.SECOND);
    if (sum > 1 + ROUNDING) {
      throw new FeedException(
          "feed %s: both + first + second is %s; must be at most 1. Lower one of them."
              .formatted(uri, sum));
    }
    return new SyntheticFeed(uri, seed);
  }

  @Override
  public FeedDescription describe() {
    return description;
  }

  @Override
  public Optional<CapturedClip> next() {
    return Optional.of(clip(next++));
  }

  @Override
  public void skip(long clips) {
    next += clips;
  }

  /** A pure function of (seed, index). */
  CapturedClip clip(long index) {
    ClipRandom random = ClipRandom.of(seed, index, "clip");
    int label = random.nextInt(description.classNames().size());
    double draw = random.nextDouble();
    double both = uri.get(FeedOptions.BOTH);
    double first = both + uri.get(FeedOptions.FIRST);
    double second = first + uri.get(FeedOptions.SECOND);
    SortedMap<String, Signal> signals = new TreeMap<>();
    signals.put(MODALITIES.get(0), vector(0, label, draw < first, index));
    signals.put(
        MODALITIES.get(1),
        vector(1, label, draw < both || (draw >= first && draw < second), index));
    return new CapturedClip(index, signals, Optional.of(description.classNames().get(label)));
  }

  private Signal vector(int modality, int label, boolean informative, long index) {
    String name = MODALITIES.get(modality);
    ClipRandom noise = ClipRandom.of(seed, index, name);
    ClipRandom embedding = ClipRandom.of(seed, label, "embedding " + name);
    double deviation = noise(index);
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      double signal = informative ? embedding.nextGaussian() : 0;
      values[i] = (float) (signal + deviation * noise.nextGaussian());
    }
    return new Signal.Vector(values);
  }

  private double noise(long index) {
    double first = uri.get(FeedOptions.NOISE);
    return index < uri.get(FeedOptions.CHANGE_AT)
        ? first
        : uri.get(FeedOptions.CHANGE_NOISE).orElse(first);
  }
}
