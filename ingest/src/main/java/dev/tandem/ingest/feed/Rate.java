package dev.tandem.ingest.feed;

/** How fast a feed is published; the flow control of the publisher does it. */
public sealed interface Rate {

  /** As fast as the train job reads, at most a bounded number of records ahead of it. */
  record Trained() implements Rate {}

  /** As fast as the broker takes it. */
  record Max() implements Rate {}

  /** A multiple of real time. */
  record RealTime(double multiple) implements Rate {}

  /** As it is captured, which no setting changes. */
  record Live() implements Rate {}

  /** {@code trained}, {@code max} or a number over 0. */
  static Rate parse(String text) {
    return switch (text) {
      case "trained" -> new Trained();
      case "max" -> new Max();
      default -> multiple(text);
    };
  }

  private static Rate multiple(String text) {
    double multiple = Double.parseDouble(text);
    if (!(multiple > 0 && multiple < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("not a multiple of real time: " + text);
    }
    return new RealTime(multiple);
  }
}
