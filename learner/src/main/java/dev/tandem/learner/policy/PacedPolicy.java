package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.PairedScores;
import dev.tandem.learner.optimizer.Gradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all policies share: modalities are scored on paired rows, gradients are made, and each
 * modality has a pace. Says nothing of how gradients or paces come about: one backward pass of the
 * objective and pace 1, unless a policy says otherwise.
 */
abstract class PacedPolicy implements Policy {

  private final PolicyParts parts;
  private final List<String> modalities;
  private PaceKeeper keeper;

  PacedPolicy(PolicyParts parts) {
    this.parts = parts;
    this.modalities = parts.modalities();
    this.keeper = parts.keeper();
  }

  @Override
  public final String name() {
    return parts.name();
  }

  /** Names of the modalities, in order. */
  final List<String> modalities() {
    return modalities;
  }

  @Override
  public final PolicyStep step(Pass pass) {
    Forward forward = pass.forward();
    PaceKeeper paces = keeper.copy();
    if (!pass.isReplay()) {
      observe(pass, forward, paces);
    }
    List<Gradient> gradients = gradients(pass, forward, paces);
    if (!pass.isReplay()) {
      advance(paces, gradients);
      keeper = paces;
    }
    return new PolicyStep(
        enhanced(pass, paces, gradients),
        pass.isReplay() ? Map.of() : modalitySteps(paces),
        parameter -> factor(paces, parameter));
  }

  private void observe(Pass pass, Forward forward, PaceKeeper paces) {
    pass.alarm().window().ifPresent(paces::shorten);
    PairedScores scores = new PairedScores(modalities, compared(pass, forward), pass.size());
    paces.observe(scores.sums(), scores.rows());
  }

  /** By modality, what is scored: the losses of the unimodal heads. */
  Map<String, HeadLoss> compared(Pass pass, Forward forward) {
    return forward.losses();
  }

  /**
   * The gradients to learn from.
   *
   * @param paces of now, which have seen the scores of new clips; may be set
   */
  List<Gradient> gradients(Pass pass, Forward forward, PaceKeeper paces) {
    return pass.backward(forward);
  }

  /**
   * Goes on, as new clips have given gradients: sets paces that follow from them, and takes over
   * what the policy has prepared to remember.
   */
  void advance(PaceKeeper paces, List<Gradient> gradients) {}

  /** What a policy makes of the gradients besides pacing them. */
  List<Gradient> enhanced(Pass pass, PaceKeeper paces, List<Gradient> gradients) {
    return gradients;
  }

  /** What a parameter's gradient or update is multiplied by. */
  double factor(PaceKeeper paces, Parameter parameter) {
    return scales(parameter) ? pace(paces, parameter) : 1;
  }

  /** Whether a modality's pace scales this one of its parameters. */
  boolean scales(Parameter parameter) {
    return parameter.group().modality().isPresent();
  }

  /** The pace that applies to a modality's parameter now. */
  final double pace(PaceKeeper paces, Parameter parameter) {
    return paces.applied(modalities.indexOf(parameter.group().modality().orElseThrow()));
  }

  private Map<String, ModalityStep> modalitySteps(PaceKeeper paces) {
    Map<String, ModalityStep> byName = new LinkedHashMap<>();
    for (int m = 0; m < modalities.size(); m++) {
      byName.put(modalities.get(m), paces.step(m));
    }
    return byName;
  }

  @Override
  public final PolicyState state() {
    return new PolicyState(keeper.state(), own());
  }

  /** What it remembers besides scores and paces, as it was given; not copied. */
  double[] own() {
    return new double[0];
  }
}
