package dev.tandem.ingest.feed.studio;

import dev.tandem.ingest.extract.FrameStack;
import dev.tandem.ingest.feed.ClipRandom;

/**
 * How a drawing lies before the camera: an affine map from the unit square to pixels.
 *
 * @param size of the drawing, in pixels
 * @param stretch width in heights
 * @param shear to the right, in pixels per pixel of height
 * @param angle clockwise, in radians
 * @param x of the centre, in pixels
 * @param y of the centre, in pixels
 */
record Placement(double size, double stretch, double shear, double angle, double x, double y) {
  private static final double MIDDLE = (FrameStack.SIZE - 1) / 2.0;
  private static final double SHIFT = 2;

  static Placement draw(ClipRandom random) {
    return new Placement(
        random.nextDouble(17, 22),
        random.nextDouble(0.75, 1.05),
        random.nextDouble(-0.2, 0.2),
        random.nextDouble(-0.2, 0.2),
        MIDDLE + random.nextDouble(-SHIFT, SHIFT),
        MIDDLE + random.nextDouble(-SHIFT, SHIFT));
  }

  Point apply(Point p) {
    double down = (p.y() - 0.5) * size;
    double right = (p.x() - 0.5) * size * stretch - shear * down;
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new Point(x + right * cos - down * sin, y + right * sin + down * cos);
  }

  /** Where it lies {@code frames} later. */
  Placement after(Motion motion, double frames) {
    return new Placement(
        size,
        stretch,
        shear,
        angle + motion.turn() * frames,
        x + motion.right() * frames,
        y + motion.down() * frames);
  }

  /** Pixels and radians per frame. */
  record Motion(double right, double down, double turn) {
    static Motion draw(ClipRandom random) {
      return new Motion(
          random.nextDouble(-1.2, 1.2), random.nextDouble(-1.2, 1.2), random.nextDouble(-0.1, 0.1));
    }
  }
}
