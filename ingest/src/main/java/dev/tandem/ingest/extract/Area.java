package dev.tandem.ingest.extract;

/**
 * A part of a picture at another size: each pixel is the mean over the area that it covers, and
 * pixels at its edge count by what of them is in it.
 *
 * @param top first row of the part
 * @param left first column of the part
 * @param height rows of the part
 * @param width columns of the part
 */
record Area(int top, int left, int height, int width) {

  /** The largest square in the middle. */
  static Area centre(int height, int width) {
    int side = Math.min(height, width);
    return new Area((height - side) / 2, (width - side) / 2, side, side);
  }

  static Area whole(int height, int width) {
    return new Area(0, 0, height, width);
  }

  /**
   * Writes {@code size} x {@code size} pixels.
   *
   * @param source pixels of a channel, row by row
   * @param begin where they begin
   * @param stride pixels in a row of it
   * @param at where the first goes
   */
  void shrink(byte[] source, int begin, int stride, byte[] target, int at, int size) {
    int first = begin + top * stride + left;
    if (height == size && width == size) {
      for (int y = 0; y < size; y++) {
        System.arraycopy(source, first + y * stride, target, at + y * size, size);
      }
      return;
    }
    double[] rows = new double[size * width];
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < size; y++) {
        int column = first + x;
        rows[y * width + x] = mean(height, y, size, i -> source[column + i * stride] & 0xFF);
      }
    }
    for (int y = 0; y < size; y++) {
      int row = y * width;
      for (int x = 0; x < size; x++) {
        target[at + y * size + x] = (byte) Math.round(mean(width, x, size, i -> rows[row + i]));
      }
    }
  }

  /** The mean over pixel {@code pixel} of {@code size} along a line of {@code length} values. */
  private static double mean(int length, int pixel, int size, Line line) {
    double begin = (double) pixel * length / size;
    double end = (double) (pixel + 1) * length / size;
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
