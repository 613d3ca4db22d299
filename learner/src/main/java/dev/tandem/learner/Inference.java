package dev.tandem.learner;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.ForwardPass;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.ModalityInput;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.readout.Readout;
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
 * @param sets sets of parameters that the readout asks, at least one; read, never changed
 * @param readout makes one answer of what they say
 */
record Inference(
    Network network, InputStaging staging, List<ParameterStore> sets, Readout readout) {

  List<HeadOutputs> predict(List<Example> examples) {
    if (examples.isEmpty()) {
      return List.of();
    }
    try (TensorScope scope = TensorScope.forwardOnly(sets.get(0).device())) {
      List<ModalityInput> inputs = staging.stage(examples, scope);
      List<Map<String, HeadOutput>> outputs = new ArrayList<>();
      sets.forEach(set -> outputs.add(outputs(network, inputs, set, scope)));
      List<HeadOutputs> answers = new ArrayList<>();
      for (int row = 0; row < examples.size(); row++) {
        answers.add(readout.answer(outputs, row));
      }
      return answers;
    }
  }

  /** What every head says with these parameters. */
  static Map<String, HeadOutput> outputs(
      Network network, List<ModalityInput> inputs, ParameterStore set, TensorScope scope) {
    Map<String, HeadOutput> outputs = new LinkedHashMap<>();
    ForwardPass pass = ForwardPass.evaluation(set, scope);
    for (HeadLogits logits : network.forward(inputs, pass, Set.of()).heads()) {
      outputs.put(logits.head(), HeadOutput.read(logits));
    }
    return outputs;
  }
}
