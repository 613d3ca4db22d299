package dev.tandem.learner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one training step measured, from the forward pass before the update.
 *
 * @param step number of the step, from 1
 * @param examples size of the batch
 * @param losses head to cross-entropy, unweighted: summed over the rows that have the head, divided
 *     by the batch size; NaN for a head without rows
 * @param modalities modality to score, ratio and pace
 */
public record StepReport(
    long step, int examples, Map<String, Double> losses, Map<String, ModalityStep> modalities) {

  public StepReport {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
  }
}
