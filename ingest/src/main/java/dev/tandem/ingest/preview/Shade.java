package dev.tandem.ingest.preview;

/** Numbers from 0 to 1 as colours, 0xRRGGBB. */
final class Shade {
  private static final int FULL = 255;

  /** Dark blue over green to yellow: as readable in gray, and by those who see few colours. */
  private static final int[] STOPS = {0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725};

  private Shade() {}

  /** From black to white. */
  static int gray(double value) {
    int level = (int) Math.round(FULL * bounded(value));
    return level << 16 | level << 8 | level;
  }

  /** From low to high, as spectrograms are drawn. */
  static int heat(double value) {
    double place = bounded(value) * (STOPS.length - 1);
    int stop = Math.min(STOPS.length - 2, (int) place);
    double part = place - stop;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = STOPS[stop] >> shift & FULL;
      int high = STOPS[stop + 1] >> shift & FULL;
      colour |= (int) Math.round(low + part * (high - low)) << shift;
    }
    return colour;
  }

  private static double bounded(double value) {
    return Double.isNaN(value) ? 0 : Math.max(0, Math.min(1, value));
  }
}
