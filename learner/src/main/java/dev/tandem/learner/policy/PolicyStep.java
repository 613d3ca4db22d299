package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.optimizer.Gradient;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a policy makes of a batch.
 *
 * @param gradients to be learned from, in the order of the network
 * @param modalities by modality, what was compared and the pace that came of it; empty for earlier
 *     clips
 * @param pace of a parameter
 */
public record PolicyStep(
    List<Gradient> gradients,
    Map<String, ModalityStep> modalities,
    ToDoubleFunction<Parameter> pace) {}
