package dev.tandem.learner;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What learners hold, as bytes to compare. */
final class Bits {

  private Bits() {}

  static byte[] of(List<WeightTensor> weights) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (WeightTensor tensor : weights) {
      byte[] data = new byte[tensor.data().remaining()];
      tensor.data().get(data);
      bytes.writeBytes(data);
    }
    return bytes.toByteArray();
  }

  static byte[] of(LearnerState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      state.writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static LearnerState read(byte[] bytes) {
    try {
      return LearnerState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
