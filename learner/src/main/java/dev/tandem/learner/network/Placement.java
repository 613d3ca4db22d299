package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Puts what is known of some rows of a batch into their places. Rows are moved, not multiplied: one
 * that is not finite spoils no other.
 *
 * @param of the rows that are known
 */
record Placement(Rows of) {

  static Placement of(Rows rows) {
    return new Placement(rows);
  }

  /**
   * All rows of the batch.
   *
   * @param known {@code (rows, ...)} of those that are known
   * @return {@code (batch, ...)} with zeros in all others
   */
  NDArray zerosElsewhere(NDArray known) {
    return of.complete() ? known : in(Rows.all(of.batch()), known, 0);
  }

  /**
   * Other rows of the batch.
   *
   * @param wanted which
   * @param known {@code (rows, ...)} of those that are known
   * @param elsewhere what rows have that are wanted and not known
   * @return {@code (wanted rows, ...)}
   */
  NDArray in(Rows wanted, NDArray known, float elsewhere) {
    NDManager manager = known.getManager();
    long[] sizes = known.getShape().getShape().clone();
    int each = (int) (known.size() / sizes[0]);
    NDArray flat = known.reshape(sizes[0], each);
    NDArray withOther =
        flat.concat(manager.full(new Shape(1, each), elsewhere, known.getDataType()), 0);
    long[] sources = new long[wanted.count() * each];
    for (int i = 0; i < wanted.count(); i++) {
      int position = of.find(wanted.get(i));
      Arrays.fill(sources, i * each, (i + 1) * each, position < 0 ? of.count() : position);
    }
    sizes[0] = wanted.count();
    return withOther
        .gather(manager.create(sources, new Shape(wanted.count(), each)), 0)
        .reshape(new Shape(sizes));
  }
}
