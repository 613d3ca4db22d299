package dev.tandem.learner.network;

import java.util.Arrays;

/** Which rows of a batch have something, in ascending order. */
public final class Rows {

  private final int[] indices;
  private final int batch;

  /**
   * Some rows of a batch.
   *
   * @param indices ascending row numbers; not copied
   * @param batch size of the whole batch
   */
  public Rows(int[] indices, int batch) {
    this.indices = indices;
    this.batch = batch;
  }

  public static Rows all(int batch) {
    int[] indices = new int[batch];
    Arrays.setAll(indices, row -> row);
    return new Rows(indices, batch);
  }

  /** Number of rows that have it. */
  public int count() {
    return indices.length;
  }

  /** Row of the batch of the i-th that has it. */
  public int get(int i) {
    return indices[i];
  }

  /** Position among those that have it, or a negative number. */
  public int find(int row) {
    return Arrays.binarySearch(indices, row);
  }

  public int batch() {
    return batch;
  }

  public boolean complete() {
    return indices.length == batch;
  }
}
