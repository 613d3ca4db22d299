package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.Representation;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ParameterGroup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far back losses reach.
 *
 * @param heads whose losses
 * @param probes heads that reach nothing but themselves
 * @param modalities that the batch has
 */
record Reach(Set<String> heads, Set<String> probes, Set<String> modalities) {

  /** The groups of parameters, by their texts, that the losses of some heads go back to. */
  static Set<String> groups(
      Forward forward, Set<String> heads, Set<String> probes, List<Parameter> parameters) {
    Set<String> modalities =
        forward.outputs().representations().stream()
            .map(Representation::modality)
            .collect(Collectors.toSet());
    Reach reach = new Reach(heads, probes, modalities);
    return parameters.stream()
        .map(Parameter::group)
        .filter(reach::isReached)
        .map(ParameterGroup::text)
        .collect(Collectors.toSet());
  }

  private boolean isReached(ParameterGroup group) {
    return group
        .head()
        .map(heads::contains)
        .orElseGet(() -> isEncoderReached(group.modality().orElseThrow()));
  }

  private boolean isEncoderReached(String modality) {
    return modalities.contains(modality) && (flows(modality) || flows(Heads.FUSED));
  }

  private boolean flows(String head) {
    return heads.contains(head) && !probes.contains(head);
  }
}
