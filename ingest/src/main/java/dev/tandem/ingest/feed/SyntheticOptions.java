package dev.tandem.ingest.feed;

import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.OptionalDouble;

/** Parameters of {@code synthetic:}. */
final class SyntheticOptions {
  static final Option<Integer> CLASSES =
      Option.ofInt("classes", 10, 2, 10_000, "Number of classes.");
  static final Option<Integer> TARGETS =
      Option.ofInt(
          "targets",
          0,
          0,
          10_000,
          "Number of continuous targets; 0 for classes, else there are none.");
  static final Option<Integer> MODALITIES =
      Option.ofInt(
          "modalities",
          2,
          2,
          16,
          "Number of modalities: audio, video, modality-3, ...; those from the third on are"
              + " informative where both of the first two are.");
  static final Option<Integer> DIMENSION =
      Option.ofInt("dimension", 32, 1, 100_000, "Length of each modality's vector.");
  static final Option<Double> NOISE =
      Option.ofDouble(
          "noise",
          2.0,
          "must be 0 or more",
          SyntheticOptions::isNoise,
          "Deviation of the noise; embeddings have elements of deviation 1.");
  static final Option<Double> BOTH =
      share("both", 0.5, "Share of clips that are informative in both modalities.");
  static final Option<Double> FIRST =
      share("first", 0.3, "Share of clips that are informative in the first modality only.");
  static final Option<Double> SECOND =
      share("second", 0.2, "Share of clips that are informative in the second modality only.");
  static final Option<OptionalDouble> CHANGE_NOISE =
      ConditionOptions.changed(
          "change-noise", "must be 0 or more", Double::valueOf, SyntheticOptions::isNoise);

  static final List<Option<?>> ALL =
      FeedOptions.join(
          List.of(
              FeedOptions.PUBLISHING,
              List.of(
                  CLASSES,
                  TARGETS,
                  MODALITIES,
                  DIMENSION,
                  NOISE,
                  BOTH,
                  FIRST,
                  SECOND,
                  ConditionOptions.CHANGE_AT,
                  CHANGE_NOISE)));

  private SyntheticOptions() {}

  private static Option<Double> share(String key, double fallback, String sentence) {
    return Option.ofDouble(
        key, fallback, "must be 0 to 1", share -> share >= 0 && share <= 1, sentence);
  }

  private static boolean isNoise(double noise) {
    return noise >= 0 && noise < Double.POSITIVE_INFINITY;
  }
}
