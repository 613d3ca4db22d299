package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How bad a capture is, as parameters of a feed, which says how bad it is unless told.
 *
 * @param snr signal-to-noise ratio in dB
 * @param sigma deviation of the image noise
 */
public record ConditionOptions(Option<Double> snr, Option<Double> sigma) {
  /** A change of conditions that does not come. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final String CLEAN_WORD = "clean";
  private static final String SNR_RANGE = "must be a number of dB, or clean for no added noise";
  private static final String SIGMA_RANGE = "must be a number from 0 to 10, in units of full scale";

  public static final Option<Long> CHANGE_AT =
      new Option<>(
          "change-at",
          "long",
          "never",
          "must be the index of a clip, 0 or more, or never",
          "First clip under the changed conditions; needs at least one change-… value.",
          text -> text.equals("never") ? NEVER : Long.valueOf(text),
          clip -> clip >= 0);

  public static final Option<OptionalDouble> CHANGE_SNR =
      changed("change-snr", SNR_RANGE, ConditionOptions::decibels, snr -> !Double.isNaN(snr));
  public static final Option<OptionalDouble> CHANGE_SIGMA =
      changed("change-sigma", SIGMA_RANGE, Double::valueOf, ConditionOptions::isSigma);

  public static final List<Option<?>> CHANGES = List.of(CHANGE_AT, CHANGE_SNR, CHANGE_SIGMA);

  /** A noisy room and a noisy sensor, whose answer alone neither suffices. */
  public static final ConditionOptions NOISY = new ConditionOptions(snr("0"), sigma("0.6"));

  /** As it was captured. */
  public static final ConditionOptions CLEAN = new ConditionOptions(snr(CLEAN_WORD), sigma("0"));

  public List<Option<?>> always() {
    return List.of(snr, sigma);
  }

  /** What no single parameter can say of itself; throws {@link FeedException}. */
  public static void requireConsistent(FeedUri uri) {
    if (!uri.type().options().contains(CHANGE_AT)) {
      return;
    }
    boolean values =
        uri.parameters().asMap().keySet().stream()
            .anyMatch(key -> key.startsWith("change-") && !key.equals(CHANGE_AT.key()));
    if (values != uri.get(CHANGE_AT) < NEVER) {
      throw new FeedException(
          "feed %s: a change of conditions needs both change-at=CLIP and what changes, such as"
                  .formatted(uri)
              + " change-at=3000&change-snr=-5. Give both or neither.");
    }
  }

  /** The value from the change on. */
  static Option<OptionalDouble> changed(
      String key, String range, Function<String, Double> parser, Predicate<Double> allowed) {
    return new Option<>(
        key,
        "double",
        "",
        range,
        "The value from clip change-at on; unchanged where absent.",
        text -> text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(parser.apply(text)),
        value -> value.isEmpty() || allowed.test(value.getAsDouble()));
  }

  private static Option<Double> snr(String fallback) {
    return new Option<>(
        "snr",
        "double",
        fallback,
        SNR_RANGE,
        "Signal-to-noise ratio of the sound over a clip, in dB.",
        ConditionOptions::decibels,
        snr -> !Double.isNaN(snr));
  }

  private static Option<Double> sigma(String fallback) {
    return new Option<>(
        "sigma",
        "double",
        fallback,
        SIGMA_RANGE,
        "Deviation of the image noise, in units of full scale.",
        Double::valueOf,
        ConditionOptions::isSigma);
  }

  private static double decibels(String text) {
    return text.equals(CLEAN_WORD) ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static boolean isSigma(double sigma) {
    return sigma >= 0 && sigma <= 10;
  }
}
