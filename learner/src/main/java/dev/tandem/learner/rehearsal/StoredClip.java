package dev.tandem.learner.rehearsal;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.Sample;
import dev.tandem.learner.state.ShortCodec;
import dev.tandem.learner.state.TextCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A labelled clip with its features in 16 bits, as bfloat16: the upper half of a float, rounded to
 * the nearest, ties to even, but never to infinity. That is what is kept, saved and learned from
 * again. It knows its ordinal, and how often it has been replayed. Immutable.
 */
final class StoredClip {

  /** Of bfloat16. */
  private static final float LARGEST = Float.intBitsToFloat(0x7F7F_0000);

  private final String clipId;
  private final int label;
  private final List<Float> targets;
  private final SortedMap<String, short[]> inputs;
  private final long ordinal;
  private final int replays;

  private StoredClip(
      String clipId,
      int label,
      List<Float> targets,
      SortedMap<String, short[]> inputs,
      long ordinal,
      int replays) {
    this.clipId = clipId;
    this.label = label;
    this.targets = targets;
    this.inputs = inputs;
    this.ordinal = ordinal;
    this.replays = replays;
  }

  static StoredClip of(Sample sample) {
    LabelledExample clip = sample.clip();
    SortedMap<String, short[]> inputs = new TreeMap<>();
    clip.example().inputs().forEach((modality, values) -> inputs.put(modality, rounded(values)));
    return new StoredClip(
        clip.example().clipId(),
        clip.label(),
        clip.targets(),
        inputs,
        sample.ordinal(),
        sample.replay());
  }

  /** The same clip, replayed once more. */
  StoredClip replayed() {
    return new StoredClip(clipId, label, targets, inputs, ordinal, replays + 1);
  }

  /** What it is learned from now; new if it was never replayed. */
  Sample sample() {
    SortedMap<String, float[]> values = new TreeMap<>();
    inputs.forEach((modality, bits) -> values.put(modality, widened(bits)));
    LabelledExample clip = new LabelledExample(new Example(clipId, values), label, targets);
    return new Sample(clip, ordinal, replays);
  }

  void writeTo(DataOutput out) throws IOException {
    TextCodec.write(clipId, out);
    out.writeInt(label);
    out.writeInt(targets.size());
    for (float target : targets) {
      out.writeFloat(target);
    }
    out.writeInt(inputs.size());
    for (var input : inputs.entrySet()) {
      TextCodec.write(input.getKey(), out);
      ShortCodec.write(input.getValue(), out);
    }
    out.writeLong(ordinal);
    out.writeInt(replays);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param counted whether ordinal and replays are there; they are 0 where they are not
   */
  static StoredClip readFrom(boolean counted, DataInput in) throws IOException {
    String clipId = TextCodec.read(in);
    int label = in.readInt();
    List<Float> targets = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      targets.add(in.readFloat());
    }
    SortedMap<String, short[]> inputs = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      inputs.put(TextCodec.read(in), ShortCodec.read(in));
    }
    long ordinal = counted ? in.readLong() : 0;
    int replays = counted ? in.readInt() : 0;
    return new StoredClip(clipId, label, List.copyOf(targets), inputs, ordinal, replays);
  }

  private static short[] rounded(float[] values) {
    short[] bits = new short[values.length];
    for (int i = 0; i < bits.length; i++) {
      int exact = Float.floatToRawIntBits(Math.max(-LARGEST, Math.min(LARGEST, values[i])));
      bits[i] = (short) ((exact + 0x7FFF + ((exact >>> 16) & 1)) >>> 16);
    }
    return bits;
  }

  private static float[] widened(short[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i] << 16);
    }
    return values;
  }
}
