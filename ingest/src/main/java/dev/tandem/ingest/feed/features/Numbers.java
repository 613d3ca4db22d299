package dev.tandem.ingest.feed.features;

/** Numbers as cells have them. */
final class Numbers {
  private Numbers() {}

  /** NaN for what is none. */
  static double parse(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The nearest float; NaN for what is no number. */
  static float parseFloat(String cell) {
    try {
      return Float.parseFloat(cell);
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
