package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Option;

/** Parameters that several extractors of sound have. */
final class SoundOptions {
  private static final int MAX_RATE = 384_000;
  private static final double MAX_SECONDS = 3_600;

  static final Option<Double> SECONDS =
      Option.ofDouble(
          "seconds",
          1.0,
          "must be more than 0, and at most 3600",
          value -> value > 0 && value <= MAX_SECONDS,
          "Of sound in the features of a clip.");

  private SoundOptions() {}

  static Option<Integer> rate(int fallback) {
    return Option.ofInt("rate", fallback, 100, MAX_RATE, "Samples a second; others are resampled.");
  }

  static int samples(int rate, double seconds) {
    return Math.toIntExact(Math.round(rate * seconds));
  }
}
