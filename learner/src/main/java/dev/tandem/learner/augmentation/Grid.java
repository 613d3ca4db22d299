package dev.tandem.learner.augmentation;

import dev.tandem.learner.spec.TensorShape;
import java.util.List;

/**
 * How an input lies in memory, row-major.
 *
 * @param planes frames and channels
 * @param rows the last size but one: frequency, or height
 * @param columns the last size: time, or width
 */
record Grid(int planes, int rows, int columns) {

  static Grid of(TensorShape shape) {
    List<Integer> sizes = shape.sizes();
    int columns = sizes.get(sizes.size() - 1);
    int rows = sizes.size() < 2 ? 1 : sizes.get(sizes.size() - 2);
    return new Grid(shape.elements() / rows / columns, rows, columns);
  }

  /** Where a value lies. */
  int at(int plane, int row, int column) {
    return (plane * rows + row) * columns + column;
  }

  /** Where the value of a plane is taken from. */
  interface Source {
    float at(int plane, int row, int column);
  }

  /** An input of this form. */
  float[] filled(Source source) {
    float[] filled = new float[planes * rows * columns];
    int i = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          filled[i++] = source.at(plane, row, column);
        }
      }
    }
    return filled;
  }
}
