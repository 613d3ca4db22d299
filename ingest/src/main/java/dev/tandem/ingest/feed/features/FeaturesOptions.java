package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.schemas.config.Option;
import java.util.List;

/** Parameters of {@code features:} alone. */
final class FeaturesOptions {
  static final Option<List<String>> HOLDOUT =
      Option.ofList(
          "holdout",
          "",
          "must be streams of clips.csv",
          "Streams, such as subjects or cameras, whose clips split=train leaves out, and which split=holdout has alone.");

  static final Option<String> SPLIT =
      Option.ofChoice(
          "split",
          "train",
          List.of("train", FeedOptions.HELD_OUT),
          "Which clips there are: all but those of the streams of holdout, or only theirs.");

  /** The value of {@link #ORDER} for the order of the lines. */
  static final String AS_LISTED = "listed";

  static final Option<String> ORDER =
      Option.ofChoice(
          "order",
          AS_LISTED,
          List.of(AS_LISTED, "shuffled"),
          "Order of the clips; shuffled is the same for the same seed, and lets them follow each other evenly.");

  /** The value of {@link #TIMES} for the distances of the folder. */
  static final String KEPT = "kept";

  static final Option<String> TIMES =
      Option.ofChoice(
          "times",
          KEPT,
          List.of(KEPT, "even"),
          "Where clips.csv has times: whether clips are as far apart as there, or follow each other evenly.");

  private FeaturesOptions() {}
}
