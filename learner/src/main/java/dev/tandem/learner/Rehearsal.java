package dev.tandem.learner;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.LearnerSettings;

import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.Optimizers;
import dev.tandem.learner.rehearsal.Reservoir;
import dev.tandem.learner.rehearsal.ReservoirState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Updates on earlier clips, as part of a step; scores and counts see new clips only. */
final class Rehearsal {

  private final LearnerSettings settings;
  private final TrainingPass pass;
  private final Optimizers optimizers;
  private final Optional<Reservoir> reservoir;

  /**
   * A rehearsal.
   *
   * @param earlierClips of a state, or none
   */
  Rehearsal(
      LearnerSettings settings,
      TrainingPass pass,
      Optimizers optimizers,
      ReservoirState earlierClips) {
    this.settings = settings;
    this.pass = pass;
    this.optimizers = optimizers;
    this.reservoir =
        settings.rehearsal().updatesPerBatch() == 0
            ? Optional.empty()
            : Optional.of(
                new Reservoir(
                    settings.rehearsal(), settings.architecture(), settings.seed(), earlierClips));
  }

  /**
   * Takes in a new batch and learns again from others.
   *
   * @param paces of the step
   * @param step number of the step, from 0
   * @return why updates were left out, each in words
   */
  List<String> learn(List<LabelledExample> batch, Map<String, Double> paces, long step) {
    List<String> defects = new ArrayList<>();
    reservoir.ifPresent(
        kept -> {
          kept.add(batch);
          int updates = settings.rehearsal().updatesPerBatch();
          for (int k = 0; k < updates; k++) {
            List<LabelledExample> drawn = kept.draw(batch.size(), step * updates + k);
            update(drawn, paces, step, k + 1).ifPresent(defects::add);
          }
        });
    return defects;
  }

  private Optional<String> update(
      List<LabelledExample> drawn, Map<String, Double> paces, long step, int replay) {
    try (TensorScope scope = TensorScope.recording(settings.compute().device())) {
      Labels labels = Labels.of(drawn, settings.architecture());
      TrainingPass.Result result = pass.replay(drawn, labels, scope);
      List<Gradient> gradients = optimizers.replayGradients(result.leaves());
      Optional<String> defect = result.defect(gradients);
      if (defect.isEmpty()) {
        optimizers.step(gradients, paces, step, replay);
      }
      return defect.map(why -> inWords(why, drawn));
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
