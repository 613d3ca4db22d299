package dev.tandem.ingest.feed.studio;

import dev.tandem.ingest.extract.FrameStack;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.ClipRandom;
import java.util.List;

/** Draws digits by an unsteady hand and moves them before the camera. */
final class Easel {
  static final int FRAMES = 3;
  private static final int SIZE = FrameStack.SIZE;

  /** Deviation of each point of a stroke, as a share of the drawing. */
  private static final double SHAKE = 0.03;

  private final DrawingBook book;

  Easel(DrawingBook book) {
    this.book = book;
  }

  Signal.Frames draw(int digit, ClipRandom random) {
    List<Stroke> drawing = book.drawing(digit, random.nextInt(book.styles(digit)));
    List<Stroke> strokes = drawing.stream().map(s -> s.map(p -> shaken(p, random))).toList();
    Pen pen = new Pen(random.nextDouble(0.8, 1.5), random.nextDouble(0.8, 1));
    Placement placement = Placement.draw(random);
    Placement.Motion motion = Placement.Motion.draw(random);
    byte[] luma = new byte[FRAMES * SIZE * SIZE];
    for (int frame = 0; frame < FRAMES; frame++) {
      Placement moved = placement.after(motion, frame - (FRAMES - 1) / 2.0);
      pen.draw(
          strokes.stream().map(s -> s.map(moved::apply)).toList(), luma, frame * SIZE * SIZE, SIZE);
    }
    return Signal.Frames.gray(luma, FRAMES, SIZE, SIZE);
  }

  private static Point shaken(Point p, ClipRandom random) {
    double x = p.x() + SHAKE * random.nextGaussian();
    return new Point(x, p.y() + SHAKE * random.nextGaussian());
  }
}
