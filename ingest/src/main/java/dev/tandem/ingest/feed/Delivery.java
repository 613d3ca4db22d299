package dev.tandem.ingest.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of clips while Kafka takes them more slowly than they are captured. */
public enum Delivery {
  /** Capturing waits; nothing is dropped. */
  BLOCK,
  /** Capturing goes on; the oldest clip that waits gives way to the newest. */
  DROP_OLDEST;

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them, as users write them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Delivery::word).toList();
  }

  /** The one that {@code word} names, which is one of {@link #words}. */
  public static Delivery of(String word) {
    return Arrays.stream(values())
        .filter(delivery -> delivery.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
