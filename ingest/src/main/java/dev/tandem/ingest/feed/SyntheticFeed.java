package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.Raw;
import dev.tandem.ingest.extract.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * {@code synthetic:} a vector per modality and clip, X_m = noise + embedding of the label in
 * modality m where the clip is informative in m, noise alone where it is not; all but the first two
 * modalities are informative where both of these are. The label is a class; or it is targets,
 * evenly distributed in [−1, 1), whose embedding is the sum of theirs, each times its value. Seeded
 * and endless.
 */
public final class SyntheticFeed implements Feed {
  public static final FeedType TYPE =
      new FeedType(
          "synthetic",
          "",
          "vectors that embed a label in noise",
          FeedType.Course.SEEDED,
          SyntheticOptions.ALL,
          Optional.empty(),
          SyntheticFeed::open);

  private static final List<String> FIRST_TWO = List.of(AudioVideo.AUDIO, AudioVideo.VIDEO);
  private static final double ROUNDING = 1e-9;

  private final FeedUri uri;
  private final long seed;
  private final FeedDescription description;
  private final int dimension;
  private long next;

  private SyntheticFeed(FeedUri uri, long seed) {
    this.uri = uri;
    this.seed = seed;
    this.dimension = uri.get(SyntheticOptions.DIMENSION);
    FeedDescription ofClasses =
        FeedDescription.endless(
            modalities(uri.get(SyntheticOptions.MODALITIES)).stream()
                .map(name -> new Modality(name, new Raw(dimension)))
                .toList(),
            names("class-", uri.get(SyntheticOptions.CLASSES)));
    int targets = uri.get(SyntheticOptions.TARGETS);
    this.description = targets == 0 ? ofClasses : ofClasses.withTargets(names("target-", targets));
  }

  private static List<String> modalities(int count) {
    List<String> names = new ArrayList<>(FIRST_TWO);
    while (names.size() < count) {
      names.add("modality-" + (names.size() + 1));
    }
    return names;
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  public static SyntheticFeed open(FeedUri uri, long seed) {
    double sum =
        uri.get(SyntheticOptions.BOTH)
            + uri.get(SyntheticOptions.FIRST)
            + uri.get(SyntheticOptions.SECOND);
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
    ClipLabel label = label(random);
    double draw = random.nextDouble();
    double both = uri.get(SyntheticOptions.BOTH);
    double first = both + uri.get(SyntheticOptions.FIRST);
    double second = first + uri.get(SyntheticOptions.SECOND);
    boolean[] informative = {draw < first, draw < both || (draw >= first && draw < second)};
    SortedMap<String, Signal> signals = new TreeMap<>();
    List<String> names = description.modalityNames();
    for (int m = 0; m < names.size(); m++) {
      boolean tells = m < informative.length ? informative[m] : draw < both;
      signals.put(names.get(m), vector(names.get(m), label, tells, index));
    }
    return new CapturedClip(index, signals, Optional.of(label));
  }

  private ClipLabel label(ClipRandom random) {
    List<String> classes = description.classNames();
    return classes.isEmpty()
        ? ClipLabel.ofTargets(
            description.targetNames().stream().map(name -> random.nextDouble(-1, 1)).toList())
        : ClipLabel.ofClass(classes.get(random.nextInt(classes.size())));
  }

  private Signal vector(String name, ClipLabel label, boolean informative, long index) {
    double[] signal = informative ? embedding(label, name) : new double[dimension];
    ClipRandom noise = ClipRandom.of(seed, index, name);
    double deviation = noise(index);
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = (float) (signal[i] + deviation * noise.nextGaussian());
    }
    return new Signal.Vector(values);
  }

  private double[] embedding(ClipLabel label, String modality) {
    double[] sum = new double[dimension];
    if (label.targets().isEmpty()) {
      add(1, description.classNames().indexOf(label.className()), modality, sum);
    }
    for (int t = 0; t < label.targets().size(); t++) {
      add(label.targets().get(t), t, modality, sum);
    }
    return sum;
  }

  /** Adds the embedding of one output, {@code times} its elements. */
  private void add(double times, int output, String modality, double[] sum) {
    ClipRandom elements = ClipRandom.of(seed, output, "embedding " + modality);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += times * elements.nextGaussian();
    }
  }

  private double noise(long index) {
    double first = uri.get(SyntheticOptions.NOISE);
    return index < uri.get(ConditionOptions.CHANGE_AT)
        ? first
        : uri.get(SyntheticOptions.CHANGE_NOISE).orElse(first);
  }
}
