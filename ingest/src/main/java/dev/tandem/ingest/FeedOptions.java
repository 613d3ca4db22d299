package dev.tandem.ingest;

import dev.tandem.ingest.publish.Rate;
import dev.tandem.schemas.config.Option;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every parameter of every feed: keys, types, defaults, ranges. */
public final class FeedOptions {
  /** A change of conditions that does not come. */
  public static final long NEVER = Long.MAX_VALUE;

  /** The value of {@link #SPLIT} for what never occurs in training. */
  public static final String HELD_OUT = "holdout";

  private static final String CLEAN = "clean";
  private static final String SNR_RANGE = "must be a number of dB, or clean for no added noise";
  private static final String SIGMA_RANGE = "must be a number from 0 to 10, in units of full scale";

  public static final Option<Rate> RATE =
      new Option<>(
          "rate",
          "text",
          "trained",
          "must be trained (as fast as it is trained on), max (as fast as it goes), "
              + "or a multiple of real time such as 1",
          "How fast clips are published.",
          Rate::parse,
          rate -> true);

  public static final Option<Duration> LABEL_DELAY =
      Option.ofDuration(
          "label-delay",
          Duration.ZERO,
          true,
          "From the end of a clip to its label becoming known.");

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
      changed("change-snr", SNR_RANGE, FeedOptions::decibels, snr -> !Double.isNaN(snr));
  public static final Option<OptionalDouble> CHANGE_SIGMA =
      changed("change-sigma", SIGMA_RANGE, Double::valueOf, FeedOptions::isSigma);
  public static final Option<OptionalDouble> CHANGE_NOISE =
      changed("change-noise", "must be 0 or more", Double::valueOf, FeedOptions::isNoise);

  public static final Option<Integer> CLASSES =
      Option.ofInt("classes", 10, 2, 10_000, "Number of classes.");
  public static final Option<Integer> TARGETS =
      Option.ofInt(
          "targets",
          0,
          0,
          10_000,
          "Number of continuous targets; 0 for classes, else there are none.");
  public static final Option<Integer> DIMENSION =
      Option.ofInt("dimension", 32, 1, 100_000, "Length of each modality's vector.");
  public static final Option<Double> NOISE =
      Option.ofDouble(
          "noise",
          2.0,
          "must be 0 or more",
          FeedOptions::isNoise,
          "Deviation of the noise; embeddings have elements of deviation 1.");
  public static final Option<Double> BOTH =
      share("both", 0.5, "Share of clips that are informative in both modalities.");
  public static final Option<Double> FIRST =
      share("first", 0.3, "Share of clips that are informative in the first modality only.");
  public static final Option<Double> SECOND =
      share("second", 0.2, "Share of clips that are informative in the second modality only.");

  public static final Option<String> SPLIT =
      Option.ofChoice(
          "split",
          "train",
          List.of("train", HELD_OUT),
          "Which voices and drawings are heard and seen; those of holdout never occur in train.");

  public static final Option<String> HOLDOUT =
      Option.ofText(
          "holdout",
          "",
          "must be the name of a speaker",
          name -> true,
          "Speaker who is left out of split=train, and the only one of split=holdout.");

  public static final Option<Integer> FRAMES =
      Option.ofInt("frames", 3, 1, 64, "Frames per clip, spread evenly over it.");

  public static final Option<Long> CLIPS_PER_FILE =
      new Option<>(
          "clips-per-file",
          "long",
          "all",
          "must be at least 1, or all",
          "How many one-second clips are cut from each file at most.",
          text -> text.equals("all") ? Long.MAX_VALUE : Long.valueOf(text),
          clips -> clips >= 1);

  /** The value of {@link #ORDER} for the order of names. */
  public static final String BY_NAME = "name";

  public static final Option<String> ORDER =
      Option.ofChoice(
          "order",
          "shuffled",
          List.of("shuffled", BY_NAME),
          "Order of the files of a directory; shuffled is the same for the same seed.");

  private static final Option<Double> SNR = snr("0");
  private static final Option<Double> SIGMA = sigma("0.6");
  private static final Option<Double> FILE_SNR = snr(CLEAN);
  private static final Option<Double> FILE_SIGMA = sigma("0");

  private static final List<Option<?>> PUBLISHING = List.of(RATE, LABEL_DELAY);
  private static final List<Option<?>> CHANGES = List.of(CHANGE_AT, CHANGE_SNR, CHANGE_SIGMA);

  private static final List<Option<?>> STUDIO =
      join(List.of(PUBLISHING, List.of(SNR, SIGMA, SPLIT), CHANGES));
  private static final List<Option<?>> AV_DIGITS =
      join(List.of(PUBLISHING, List.of(SNR, SIGMA, HOLDOUT, SPLIT), CHANGES));
  private static final List<Option<?>> FILE =
      join(
          List.of(
              PUBLISHING, List.of(FILE_SNR, FILE_SIGMA, FRAMES, CLIPS_PER_FILE, ORDER), CHANGES));
  private static final List<Option<?>> SYNTHETIC =
      join(
          List.of(
              PUBLISHING,
              List.of(
                  CLASSES,
                  TARGETS,
                  DIMENSION,
                  NOISE,
                  BOTH,
                  FIRST,
                  SECOND,
                  CHANGE_AT,
                  CHANGE_NOISE)));

  private FeedOptions() {}

  static List<Option<?>> of(FeedScheme scheme) {
    return switch (scheme) {
      case STUDIO -> STUDIO;
      case AV_DIGITS -> AV_DIGITS;
      case FILE -> FILE;
      case SYNTHETIC -> SYNTHETIC;
    };
  }

  /** Signal-to-noise ratio in dB; {@code file:} adds no noise unless told to. */
  public static Option<Double> snr(FeedUri uri) {
    return uri.scheme() == FeedScheme.FILE ? FILE_SNR : SNR;
  }

  /** Deviation of the image noise; {@code file:} adds none unless told to. */
  public static Option<Double> sigma(FeedUri uri) {
    return uri.scheme() == FeedScheme.FILE ? FILE_SIGMA : SIGMA;
  }

  /** What no single parameter can say of itself. */
  static void requireConsistent(FeedUri uri) {
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

  private static Option<Double> snr(String fallback) {
    return new Option<>(
        "snr",
        "double",
        fallback,
        SNR_RANGE,
        "Signal-to-noise ratio of the sound over a clip, in dB.",
        FeedOptions::decibels,
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
        FeedOptions::isSigma);
  }

  private static Option<Double> share(String key, double fallback, String sentence) {
    return Option.ofDouble(
        key, fallback, "must be 0 to 1", share -> share >= 0 && share <= 1, sentence);
  }

  private static Option<OptionalDouble> changed(
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

  private static double decibels(String text) {
    return text.equals(CLEAN) ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static boolean isSigma(double sigma) {
    return sigma >= 0 && sigma <= 10;
  }

  private static boolean isNoise(double noise) {
    return noise >= 0 && noise < Double.POSITIVE_INFINITY;
  }

  private static List<Option<?>> join(List<List<Option<?>>> lists) {
    return lists.stream().<Option<?>>flatMap(List::stream).toList();
  }
}
