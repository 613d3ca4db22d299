package dev.tandem.learner;

import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Leaves;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Predictions in evaluation mode: the one path for a learner and for a served version.
 *
 * @param network the layers
 * @param staging memory for the inputs
 * @param parameters read, never changed
 */
record Inference(Network network, InputStaging staging, ParameterStore parameters) {

  List<HeadProbabilities> predict(List<Example> examples) {
    if (examples.isEmpty()) {
      return List.of();
    }
    try (TensorScope scope = TensorScope.forwardOnly()) {
      Leaves leaves = Leaves.frozen(parameters, scope);
      return byExample(
          network.forward(examples, staging, leaves, Set.of(), scope), examples.size());
    }
  }

  private static List<HeadProbabilities> byExample(List<HeadLogits> heads, int batch) {
    List<Map<String, float[]>> rows = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      rows.add(new LinkedHashMap<>());
    }
    for (HeadLogits logits : heads) {
      HeadOutput output = HeadOutput.read(logits);
      for (int i = 0; i < output.rows().count(); i++) {
        rows.get(output.rows().get(i)).put(output.head(), floats(output.probabilities(i)));
      }
    }
    return rows.stream().map(HeadProbabilities::new).toList();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int c = 0; c < values.length; c++) {
      floats[c] = (float) values[c];
    }
    return floats;
  }
}
