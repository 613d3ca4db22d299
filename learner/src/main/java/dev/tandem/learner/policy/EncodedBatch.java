package dev.tandem.learner.policy;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.ForwardPass;
import dev.tandem.learner.network.ModalityInput;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Representation;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch as the encoders see it with some parameters. Each modality is encoded once, however many
 * forward passes fuse it; so are zeros in its place.
 */
final class EncodedBatch {

  private final Network network;
  private final ForwardPass pass;
  private final List<ModalityInput> inputs;
  private final Set<String> probes;
  private final TensorScope scope;
  private final Map<String, Representation> present = new LinkedHashMap<>();
  private final Map<String, Representation> zeros = new LinkedHashMap<>();

  /**
   * Nothing encoded yet.
   *
   * @param probes heads that read detached representations
   */
  EncodedBatch(
      Network network,
      ForwardPass pass,
      List<ModalityInput> inputs,
      Set<String> probes,
      TensorScope scope) {
    this.network = network;
    this.pass = pass;
    this.inputs = inputs;
    this.probes = probes;
    this.scope = scope;
  }

  ForwardPass pass() {
    return pass;
  }

  /** Everything that there is. */
  Network.Outputs whole() {
    return heads(inputs.stream().map(this::encoded).toList());
  }

  /** Some of it; all of those that are not named. */
  Network.Outputs seen(Map<String, Presence> presence) {
    return heads(representations(presence));
  }

  /** The same, of the fusion alone. */
  Network.Outputs fused(Map<String, Presence> presence) {
    return fused(representations(presence));
  }

  private List<Representation> representations(Map<String, Presence> presence) {
    List<Representation> seen = new ArrayList<>();
    for (ModalityInput input : inputs) {
      switch (presence.getOrDefault(input.modality(), Presence.PRESENT)) {
        case PRESENT -> seen.add(encoded(input));
        case ZEROS -> seen.add(zeros.computeIfAbsent(input.modality(), m -> zeroed(input)));
        case MASKED -> {} // left out
      }
    }
    return seen;
  }

  /**
   * Everything, of the fusion alone, with representations multiplied.
   *
   * @param factors by modality, of each row that has it
   */
  Network.Outputs fusedScaled(Map<String, float[]> factors) {
    return fused(
        inputs.stream()
            .map(this::encoded)
            .map(z -> z.times(column(factors.get(z.modality()))))
            .toList());
  }

  private NDArray column(float[] values) {
    return scope.copyOf(FloatBuffer.wrap(values)).reshape(values.length, 1);
  }

  private Network.Outputs heads(List<Representation> seen) {
    return seen.isEmpty()
        ? new Network.Outputs(List.of(), List.of())
        : network.heads(seen, pass, probes);
  }

  private Network.Outputs fused(List<Representation> seen) {
    return seen.isEmpty()
        ? new Network.Outputs(List.of(), List.of())
        : network.fused(seen, pass, probes);
  }

  private Representation encoded(ModalityInput input) {
    return present.computeIfAbsent(input.modality(), m -> network.encode(input, pass));
  }

  private Representation zeroed(ModalityInput input) {
    return network.encode(
        new ModalityInput(input.modality(), input.rows(), input.values().zerosLike()), pass);
  }
}
