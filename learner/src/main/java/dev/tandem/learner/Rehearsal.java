package dev.tandem.learner;

import dev.tandem.learner.augmentation.Augmenter;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.Sample;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.policy.DefectException;
import dev.tandem.learner.policy.Pass;
import dev.tandem.learner.policy.Passes;
import dev.tandem.learner.policy.Policy;
import dev.tandem.learner.policy.PolicyStep;
import dev.tandem.learner.policy.Update;
import dev.tandem.learner.rehearsal.Reservoir;
import dev.tandem.learner.rehearsal.ReservoirState;
import dev.tandem.learner.spec.LearnerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Updates on earlier clips, as part of a step; scores and counts see new clips only. */
final class Rehearsal {

  private final LearnerSettings settings;
  private final Passes passes;
  private final Augmenter augmenter;
  private final Optional<Reservoir> reservoir;

  /**
   * A rehearsal.
   *
   * @param earlierClips of a state, or none
   */
  Rehearsal(LearnerSettings settings, Passes passes, ReservoirState earlierClips) {
    this.settings = settings;
    this.passes = passes;
    this.augmenter =
        new Augmenter(
            settings.rehearsal().augmentation(), settings.architecture(), settings.seed());
    this.reservoir =
        settings.rehearsal().updatesPerBatch() == 0
            ? Optional.empty()
            : Optional.of(
                new Reservoir(
                    settings.rehearsal(), settings.architecture(), settings.seed(), earlierClips));
  }

  /**
   * Takes in a new batch, as it came, and learns again from others.
   *
   * @param policy that has just learned from the batch
   * @param step number of the step, from 0
   * @return why updates were left out, each in words
   */
  List<String> learn(List<Sample> batch, Policy policy, long step) {
    List<String> defects = new ArrayList<>();
    reservoir.ifPresent(
        kept -> {
          kept.add(batch);
          int updates = settings.rehearsal().updatesPerBatch();
          for (int k = 0; k < updates; k++) {
            List<Sample> drawn = kept.draw(batch.size(), step * updates + k);
            Update update = new Update(settings.seed(), step, k + 1);
            learn(augmenter.augmented(drawn), policy, update).ifPresent(defects::add);
          }
        });
    return defects;
  }

  private Optional<String> learn(List<LabelledExample> drawn, Policy policy, Update update) {
    try (TensorScope scope = TensorScope.recording(settings.compute().device())) {
      Labels labels = Labels.of(drawn, settings.architecture());
      Pass pass = passes.over(drawn, labels, update, Optional.empty(), scope);
      PolicyStep made = policy.step(pass);
      passes.optimizers().step(made.gradients(), made.pace(), update.step());
      pass.keepStatistics();
      return Optional.empty();
    } catch (DefectException e) {
      return Optional.of(inWords(e.getMessage(), drawn));
    }
  }

  private static String inWords(String defect, List<LabelledExample> drawn) {
    return "an update on earlier clips was left out: %s, of %s"
        .formatted(defect, drawn.stream().map(clip -> clip.example().clipId()).toList());
  }

  /** The earlier clips; none where nothing is rehearsed. */
  ReservoirState state() {
    return reservoir.map(Reservoir::state).orElse(ReservoirState.EMPTY);
  }
}
