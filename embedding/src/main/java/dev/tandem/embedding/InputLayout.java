package dev.tandem.embedding;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How the features of a clip become rows of a network's input.
 *
 * @param rows of a clip: 1, or one for each of its frames, whose outputs are averaged
 * @param shape of one row
 */
record InputLayout(int rows, List<Integer> shape) {

  InputLayout {
    shape = List.copyOf(shape);
  }

  /** A row for each clip. */
  static InputLayout clips(List<Integer> shape) {
    return new InputLayout(1, shape);
  }

  /** A row for each of {@code frames} of a stack of them, (frames x channels, height, width). */
  static InputLayout frames(List<Integer> shape, int frames) {
    return new InputLayout(frames, List.of(shape.get(0) / frames, shape.get(1), shape.get(2)));
  }

  /** Of the input for {@code clips} clips. */
  long[] shape(int clips) {
    return LongStream.concat(
            LongStream.of((long) clips * rows), shape.stream().mapToLong(Integer::longValue))
        .toArray();
  }

  /** The outputs of each clip: the mean of those of its rows. */
  float[] perClip(float[] outputs, int clips) {
    if (rows == 1) {
      return outputs;
    }
    int width = outputs.length / (clips * rows);
    float[] means = new float[clips * width];
    for (int i = 0; i < outputs.length; i++) {
      int clip = i / (width * rows);
      means[clip * width + i % width] += outputs[i];
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= rows;
    }
    return means;
  }
}
