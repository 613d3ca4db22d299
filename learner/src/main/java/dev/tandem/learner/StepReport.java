package dev.tandem.learner;

import dev.tandem.learner.policy.ModalityStep;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one batch.
 *
 * @param step number of steps done, this one included if one was taken
 * @param examples size of the batch
 * @param outcome whether a step was taken
 * @param reason why not, or why an update on earlier clips was left out, in words; empty where all
 *     was done
 * @param replaysSkipped updates on earlier clips that were left out, as their loss or gradient was
 *     not finite
 * @param losses head to loss in the forward pass before the update, unweighted: summed over the
 *     rows that have the head, divided by the batch size; NaN for a head without rows
 * @param modalities modality to score, ratio and pace
 * @param drifted heads whose error has risen, as far as the drift detector can tell
 */
public record StepReport(
    long step,
    int examples,
    Outcome outcome,
    String reason,
    int replaysSkipped,
    Map<String, Double> losses,
    Map<String, ModalityStep> modalities,
    List<String> drifted) {

  /** What a learner does with a batch. */
  public enum Outcome {
    /** It took a step. */
    TRAINED,
    /** Its loss or gradient was not finite: nothing has changed but the count of such batches. */
    SKIPPED,
    /** As skipped, and one too many, or told to: nothing is learned from now on. */
    HALTED
  }

  public StepReport {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
    drifted = List.copyOf(drifted);
  }

  /** A batch that was not learned from. */
  static StepReport unused(long step, int examples, Outcome outcome, String reason) {
    return new StepReport(step, examples, outcome, reason, 0, Map.of(), Map.of(), List.of());
  }

  /** The same, after {@code defects} of updates on earlier clips that were left out. */
  StepReport withReplaysSkipped(List<String> defects) {
    return defects.isEmpty()
        ? this
        : new StepReport(
            step, examples, outcome, defects.get(0), defects.size(), losses, modalities, drifted);
  }

  public boolean trained() {
    return outcome == Outcome.TRAINED;
  }
}
