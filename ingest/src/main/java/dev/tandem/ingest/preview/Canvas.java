package dev.tandem.ingest.preview;

import java.awt.image.BufferedImage;

/**
 * A rectangle of a picture, to be drawn on by pixels: that needs no font and no display.
 *
 * @param image the whole picture
 * @param top its first row there; it is as broad as the picture
 */
record Canvas(BufferedImage image, int top, int height) {
  private static final int GAP = 4;

  int width() {
    return image.getWidth();
  }

  /**
   * @param colour 0xRRGGBB
   */
  void set(int x, int y, int colour) {
    image.setRGB(x, top + y, colour);
  }

  /**
   * {@code count} pictures of {@code columns} by {@code rows} beside each other, as large as fits;
   * those that do not fit at one pixel for one are left out on the right.
   */
  void tiles(int count, int columns, int rows, Pixels pixels) {
    double across = (double) (width() - GAP * (count - 1)) / Math.max(1, (long) count * columns);
    double scale = Math.min(across, (double) height / rows);
    int broad = Math.max(1, (int) (columns * scale));
    int high = Math.max(1, (int) (rows * scale));
    for (int tile = 0; tile < count; tile++) {
      int left = tile * (broad + GAP);
      for (int y = 0; y < high; y++) {
        for (int x = 0; x < broad && left + x < width(); x++) {
          set(left + x, y, pixels.colour(tile, x * columns / broad, y * rows / high));
        }
      }
    }
  }

  /** The pixels of several pictures. */
  @FunctionalInterface
  interface Pixels {

    /** Of one pixel, as 0xRRGGBB. */
    int colour(int tile, int column, int row);
  }
}
