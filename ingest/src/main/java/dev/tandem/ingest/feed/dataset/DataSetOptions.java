package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.schemas.config.Option;
import java.util.List;

/** Parameters that several data sets have. */
final class DataSetOptions {
  /** The value of the splits' parameter for what is learned from. */
  static final String TRAIN = "train";

  /** The value of the splits' parameter for what settings are chosen by. */
  static final String VALIDATION = "val";

  private static final String BY_NAME = "name";
  private static final String REQUIRED = "required";

  /** Coloured frames as ImageNet's networks take them, its three channels averaged. */
  static final String PICTURES = "frame-stack:size=224:colour=rgb:mean=0.449:deviation=0.226";

  static final Option<String> ORDER =
      Option.ofChoice(
          "order",
          "shuffled",
          List.of("shuffled", BY_NAME),
          "Order of the clips; shuffled is another in each pass, and the same for the same seed.");

  static final Option<Integer> PASSES =
      Option.ofInt("passes", 1, 1, 10_000, "How often the whole split is streamed, clip by clip.");

  static final Option<String> SOUND =
      Option.ofChoice(
          "sound",
          REQUIRED,
          List.of(REQUIRED, "optional"),
          "Whether clips without sound are left out, or come with their pictures alone.");

  private DataSetOptions() {}

  /** Which split; of those that {@code splits} names, the first unless told. */
  static Option<String> split(String... splits) {
    return Option.ofChoice(
        FeedOptions.SPLIT.key(), splits[0], List.of(splits), "Which of the published splits.");
  }

  static boolean isShuffled(String order) {
    return !order.equals(BY_NAME);
  }

  static boolean isRequired(String sound) {
    return sound.equals(REQUIRED);
  }
}
