package dev.tandem.trainer.labels;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.stream.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What a label says of its clip.
 *
 * @param className empty where there are targets
 * @param targets finite, in the order of the model's outputs; empty where there is a class
 */
public record LabelValue(String className, List<Float> targets) {

  public LabelValue {
    targets = List.copyOf(targets);
  }

  public static LabelValue ofClass(String className) {
    return new LabelValue(className, List.of());
  }

  public static LabelValue ofTargets(List<Float> targets) {
    return new LabelValue("", targets);
  }

  /**
   * An example of which this is known.
   *
   * @param outputs of the model, by class; must have the class, if this is one
   */
  public LabelledExample of(Example example, Map<String, Integer> outputs) {
    return targets.isEmpty()
        ? new LabelledExample(example, outputs.get(className))
        : new LabelledExample(example, targets);
  }

  /** Also used inside the trainer's state. */
  public static void write(LabelValue label, DataOutput out) throws IOException {
    Bytes.writeText(label.className, out);
    Bytes.writeAll(label.targets, (target, o) -> o.writeFloat(target), out);
  }

  /** Reads what {@link #write} wrote. */
  public static LabelValue read(DataInput in) throws IOException {
    return new LabelValue(Bytes.readText(in), Bytes.readAll(DataInput::readFloat, in));
  }

  /** Reads what was written before there were targets: the name of a class. */
  public static LabelValue readClass(DataInput in) throws IOException {
    return ofClass(Bytes.readText(in));
  }
}
