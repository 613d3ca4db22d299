package dev.tandem.learner.spec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor, outermost first.
 *
 * @param sizes every size at least 1; empty for a scalar
 */
public record TensorShape(List<Integer> sizes) {

  public TensorShape {
    sizes = List.copyOf(sizes);
  }

  public static TensorShape of(int... sizes) {
    return new TensorShape(Arrays.stream(sizes).boxed().toList());
  }

  /** Number of elements; 1 for a scalar. */
  public int elements() {
    int elements = 1;
    for (int size : sizes) {
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  /** This shape with one more outermost size, as in {@code (batch, ...)}. */
  public TensorShape batchOf(int batch) {
    int[] all = new int[sizes.size() + 1];
    all[0] = batch;
    for (int i = 0; i < sizes.size(); i++) {
      all[i + 1] = sizes.get(i);
    }
    return of(all);
  }

  public int[] toInts() {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  public long[] toLongs() {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }

  /** The notation of error messages: {@code (16, 40, 98)}. */
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
