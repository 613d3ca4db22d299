package dev.tandem.learner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.WeightTensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
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
    return written(state::writeTo);
  }

  /** A part of a state, or all of it. */
  interface Part {
    void writeTo(DataOutput out) throws IOException;
  }

  static byte[] written(Part part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      part.writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] ofAnswers(List<HeadOutputs> predictions) {
    StringBuilder text = new StringBuilder();
    for (HeadOutputs prediction : predictions) {
      prediction
          .byHead()
          .forEach(
              (head, p) -> {
                text.append(head);
                for (float value : p) {
                  text.append(' ').append(Float.floatToRawIntBits(value));
                }
              });
    }
    return text.toString().getBytes(UTF_8);
  }

  static LearnerState read(byte[] bytes) {
    try {
      return LearnerState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
