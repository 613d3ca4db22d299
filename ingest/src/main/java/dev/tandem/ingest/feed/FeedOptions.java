package dev.tandem.ingest.feed;

import dev.tandem.schemas.config.Option;
import java.time.Duration;
import java.util.List;

/** Parameters that several feeds have; each feed's own are beside it. */
public final class FeedOptions {
  /** The value of {@link #SPLIT} for what never occurs in training. */
  public static final String HELD_OUT = "holdout";

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

  public static final Option<String> SPLIT =
      Option.ofChoice(
          "split",
          "train",
          List.of("train", HELD_OUT),
          "Which voices and drawings are heard and seen; those of holdout never occur in train.");

  public static final Option<Integer> FRAMES = frames(3);

  public static final Option<String> AUDIO_FEATURES = audioFeatures(AudioVideo.SOUND_EXTRACTOR);

  public static final Option<String> VIDEO_FEATURES = videoFeatures(AudioVideo.PICTURES_EXTRACTOR);

  public static final Option<Integer> EXTRACT_THREADS =
      Option.ofInt(
          "extract-threads",
          1,
          1,
          64,
          "Threads that extract features; they change no bit of them.");

  /** Of every feed of sound and pictures. */
  public static final List<Option<?>> FEATURES =
      List.of(AUDIO_FEATURES, VIDEO_FEATURES, EXTRACT_THREADS);

  /** Of what can wait. */
  public static final Option<String> DELIVERY = delivery(Delivery.BLOCK);

  /** Of live feeds. */
  public static final Option<String> LIVE_DELIVERY = delivery(Delivery.DROP_OLDEST);

  /** Of every feed whose clips the run places in time. */
  public static final List<Option<?>> PUBLISHING = List.of(RATE, LABEL_DELAY, DELIVERY);

  private FeedOptions() {}

  /** A policy that is {@code usual} where the user has none. */
  public static Option<String> delivery(Delivery usual) {
    return Option.ofChoice(
        "delivery",
        usual.word(),
        Delivery.words(),
        "Where Kafka takes clips more slowly than they come: capturing waits (block), or the oldest that waits gives way (drop-oldest), which is counted.");
  }

  /** Frames per clip, {@code usual} where the user says nothing. */
  public static Option<Integer> frames(int usual) {
    return Option.ofInt("frames", usual, 1, 64, "Frames per clip, spread evenly over it.");
  }

  /** An extractor of sound, {@code usual} where the user names none. */
  public static Option<String> audioFeatures(String usual) {
    return extractor(AudioVideo.AUDIO, usual, "What becomes of sound", "log-mel:bands=64");
  }

  /** An extractor of pictures, {@code usual} where the user names none. */
  public static Option<String> videoFeatures(String usual) {
    return extractor(
        AudioVideo.VIDEO, usual, "What becomes of pictures", "frame-stack:size=112:colour=rgb");
  }

  private static Option<String> extractor(
      String modality, String usual, String sentence, String example) {
    return Option.ofText(
        modality + "-features",
        usual,
        "must be an extractor, such as " + example,
        value -> !value.isEmpty(),
        sentence + ": an extractor and its parameters, as docs/features.md lists them.");
  }

  /** All of {@code lists}, in their order. */
  public static List<Option<?>> join(List<? extends List<? extends Option<?>>> lists) {
    return lists.stream().<Option<?>>flatMap(List::stream).toList();
  }
}
