package dev.tandem.ingest.extract;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import java.util.List;

/**
 * Frames to small gray pictures, uint8 of shape (frames, size, size), scaled to about zero mean and
 * unit deviation. Each picture shows the whole frame; its pixels are means over the area that they
 * cover.
 */
public final class FrameStack implements FeatureExtractor {
  /** Pixels along each side. */
  public static final int SIZE = 28;

  private static final float FULL_SCALE = 255;

  /** Of noisy frames, in units of full scale; constants, measured on drawn digits at sigma 0.6. */
  private static final float MEAN = 0.29f;

  private static final float DEVIATION = 0.355f;

  private final int frames;
  private final TensorFormat format;

  /** For signals of {@code frames} frames or more, evenly picked. */
  public FrameStack(int frames) {
    this.frames = frames;
    this.format =
        new TensorFormat(
            new Extractor("frame-stack", "1"),
            ElementType.UINT8,
            new TensorFormat.Scaling(1 / (FULL_SCALE * DEVIATION), -MEAN / DEVIATION),
            List.of(frames, SIZE, SIZE));
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    if (signal instanceof Signal.Frames source) {
      byte[] pixels = new byte[format.elements()];
      for (int i = 0; i < frames; i++) {
        int picked = (2 * i + 1) * source.count() / (2 * frames);
        shrink(source, picked, pixels, i * SIZE * SIZE);
      }
      return FeatureTensor.of(format, pixels);
    }
    throw new IllegalArgumentException(
        "frame-stack expects Frames but got " + signal.getClass().getSimpleName());
  }

  private static void shrink(Signal.Frames source, int frame, byte[] target, int offset) {
    int size = source.height() * source.width();
    if (source.height() == SIZE && source.width() == SIZE) {
      System.arraycopy(source.luma(), frame * size, target, offset, size);
      return;
    }
    double[] rows = new double[SIZE * source.width()];
    for (int x = 0; x < source.width(); x++) {
      for (int y = 0; y < SIZE; y++) {
        int column = frame * size + x;
        rows[y * source.width() + x] =
            mean(source.height(), y, i -> source.luma()[column + i * source.width()] & 0xFF);
      }
    }
    for (int y = 0; y < SIZE; y++) {
      int row = y * source.width();
      for (int x = 0; x < SIZE; x++) {
        target[offset + y * SIZE + x] =
            (byte) Math.round(mean(source.width(), x, i -> rows[row + i]));
      }
    }
  }

  /** The mean over pixel {@code pixel} of {@link #SIZE} along a line of {@code length} values. */
  private static double mean(int length, int pixel, Line line) {
    double begin = (double) pixel * length / SIZE;
    double end = (double) (pixel + 1) * length / SIZE;
    double sum = 0;
    for (int i = (int) begin; i < end && i < length; i++) {
      sum += line.at(i) * (Math.min(end, i + 1) - Math.max(begin, i));
    }
    return sum / (end - begin);
  }

  private interface Line {
    double at(int index);
  }
}
