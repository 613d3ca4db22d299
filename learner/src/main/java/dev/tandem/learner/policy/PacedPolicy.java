package dev.tandem.learner.policy;

import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.PairedScores;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.spec.ParameterGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One backward pass of the objective, and a pace for each modality by what its paired rows scored.
 * Says nothing of how scores become paces.
 */
abstract class PacedPolicy implements Policy {

  private final String name;
  private final List<String> modalities;
  private final PaceKeeper keeper;

  PacedPolicy(String name, List<String> modalities, PaceKeeper keeper) {
    this.name = name;
    this.modalities = modalities;
    this.keeper = keeper;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final PolicyStep step(Pass pass) {
    Forward forward = pass.forward();
    Map<String, HeadLoss> compared = pass.isReplay() ? Map.of() : compared(pass, forward);
    List<Gradient> gradients = gradients(pass, forward);
    if (!pass.isReplay()) {
      pass.alarm().window().ifPresent(keeper::shorten);
      PairedScores scores = new PairedScores(modalities, compared, pass.size());
      keeper.observe(scores.sums(), scores.rows());
      advance(keeper, modalities, gradients);
    }
    return new PolicyStep(
        modulated(pass, gradients), pass.isReplay() ? Map.of() : modalitySteps(), this::paceOf);
  }

  /** By modality, what is scored: the losses of the unimodal heads. */
  Map<String, HeadLoss> compared(Pass pass, Forward forward) {
    return forward.losses();
  }

  /** The gradients of the objective. */
  List<Gradient> gradients(Pass pass, Forward forward) {
    return pass.backward(forward);
  }

  /** Sets the paces, from what the keeper has observed. */
  abstract void advance(PaceKeeper paces, List<String> names, List<Gradient> gradients);

  /** What a policy makes of the gradients besides pacing them. */
  List<Gradient> modulated(Pass pass, List<Gradient> gradients) {
    return gradients;
  }

  /** Whether a modality's pace scales this group of its parameters. */
  boolean scales(ParameterGroup group) {
    return group.modality().isPresent();
  }

  private double paceOf(ParameterGroup group) {
    return scales(group) ? pace(group) : 1;
  }

  /** The pace that applies to a modality's parameters now. */
  final double pace(ParameterGroup group) {
    return keeper.applied(modalities.indexOf(group.modality().orElseThrow()));
  }

  private Map<String, ModalityStep> modalitySteps() {
    Map<String, ModalityStep> byName = new LinkedHashMap<>();
    for (int m = 0; m < modalities.size(); m++) {
      byName.put(modalities.get(m), keeper.step(m));
    }
    return byName;
  }

  @Override
  public PolicyState state() {
    return PolicyState.of(keeper.state());
  }
}
