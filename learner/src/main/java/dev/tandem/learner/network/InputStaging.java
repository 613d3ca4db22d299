package dev.tandem.learner.network;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.engine.StagingBuffer;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ModalitySpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers examples into one tensor per modality, of the rows that have it. The memory is reused:
 * one pass at a time.
 */
public final class InputStaging implements AutoCloseable {

  private final Map<ModalitySpec, StagingBuffer> buffers = new LinkedHashMap<>();
  private final List<String> known;

  public InputStaging(Architecture architecture) {
    known = architecture.modalityNames();
    architecture.modalities().forEach(m -> buffers.put(m, new StagingBuffer()));
  }

  /**
   * The inputs of a batch; modalities that no example has are left out.
   *
   * @throws IllegalArgumentException if the batch is empty, an example has no or an unknown
   *     modality, or an input does not fit its shape
   */
  public List<ModalityInput> stage(List<Example> examples, TensorScope scope) {
    requireUsable(examples);
    List<ModalityInput> inputs = new ArrayList<>();
    for (ModalitySpec modality : buffers.keySet()) {
      Rows rows = rowsOf(modality.name(), examples);
      if (rows.count() > 0) {
        inputs.add(stage(modality, rows, examples, scope));
      }
    }
    return inputs;
  }

  @Override
  public void close() {
    buffers.values().forEach(StagingBuffer::close);
  }

  private ModalityInput stage(
      ModalitySpec modality, Rows rows, List<Example> examples, TensorScope scope) {
    int size = modality.shape().elements();
    ByteBuffer memory = buffers.get(modality).claim(Math.multiplyExact(rows.count(), size));
    FloatBuffer floats = memory.asFloatBuffer();
    for (int i = 0; i < rows.count(); i++) {
      floats.put(inputOf(examples.get(rows.get(i)), modality));
    }
    return new ModalityInput(
        modality.name(), rows, scope.view(memory, modality.shape().batchOf(rows.count())));
  }

  private static float[] inputOf(Example example, ModalitySpec modality) {
    float[] input = example.inputs().get(modality.name());
    if (input.length != modality.shape().elements()) {
      throw new IllegalArgumentException(
          "clip %s, modality %s: expected %s, %d values, but got (%d). Give the model's own features."
              .formatted(
                  example.clipId(),
                  modality.name(),
                  modality.shape(),
                  modality.shape().elements(),
                  input.length));
    }
    return input;
  }

  private static Rows rowsOf(String modality, List<Example> examples) {
    int[] present = new int[examples.size()];
    int count = 0;
    for (int row = 0; row < present.length; row++) {
      if (examples.get(row).inputs().containsKey(modality)) {
        present[count++] = row;
      }
    }
    return new Rows(Arrays.copyOf(present, count), present.length);
  }

  /**
   * Checks the modalities of examples.
   *
   * @throws IllegalArgumentException as {@link #stage}
   */
  public void requireUsable(List<Example> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "the batch has 0 examples; must have at least 1. Give one.");
    }
    for (Example example : examples) {
      if (example.inputs().isEmpty() || !known.containsAll(example.inputs().keySet())) {
        throw new IllegalArgumentException(
            "clip %s: expected modalities of %s, at least one, but got %s. Leave out what the model does not have."
                .formatted(example.clipId(), known, example.inputs().keySet()));
      }
    }
  }
}
