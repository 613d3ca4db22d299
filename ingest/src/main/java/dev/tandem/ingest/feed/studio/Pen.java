package dev.tandem.ingest.feed.studio;

import java.util.List;

/**
 * Draws strokes with soft edges.
 *
 * @param radius half the thickness of a line, in pixels
 * @param ink how white a line is, 0 to 1
 */
record Pen(double radius, double ink) {
  private static final double SOFTNESS = 0.5;
  private static final int WHITE = 255;

  /** Draws {@code strokes}, given in pixels, on the square frame that begins at {@code offset}. */
  void draw(List<Stroke> strokes, byte[] luma, int offset, int size) {
    for (Stroke stroke : strokes) {
      List<Point> curve = stroke.curve();
      for (int i = 0; i + 1 < curve.size(); i++) {
        line(curve.get(i), curve.get(i + 1), luma, offset, size);
      }
    }
  }

  private void line(Point from, Point to, byte[] luma, int offset, int size) {
    double reach = radius + SOFTNESS;
    int left = (int) Math.max(0, Math.ceil(Math.min(from.x(), to.x()) - reach));
    int right = (int) Math.min(size - 1, Math.floor(Math.max(from.x(), to.x()) + reach));
    int top = (int) Math.max(0, Math.ceil(Math.min(from.y(), to.y()) - reach));
    int bottom = (int) Math.min(size - 1, Math.floor(Math.max(from.y(), to.y()) + reach));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        int pixel = offset + y * size + x;
        long shade = Math.round(WHITE * ink * cover(distance(x, y, from, to)));
        luma[pixel] = (byte) Math.max(shade, luma[pixel] & 0xFF);
      }
    }
  }

  private double cover(double distance) {
    return Math.max(0, Math.min(1, (radius + SOFTNESS - distance) / (2 * SOFTNESS)));
  }

  /** From a pixel's centre to the nearest point of a straight line. */
  private static double distance(double x, double y, Point from, Point to) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double square = dx * dx + dy * dy;
    double along = square == 0 ? 0 : ((x - from.x()) * dx + (y - from.y()) * dy) / square;
    double t = Math.max(0, Math.min(1, along));
    double offX = from.x() + t * dx - x;
    double offY = from.y() + t * dy - y;
    return Math.sqrt(offX * offX + offY * offY);
  }
}
