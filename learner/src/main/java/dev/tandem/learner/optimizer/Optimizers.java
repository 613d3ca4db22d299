package dev.tandem.learner.optimizer;

import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.network.LeafTensors;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.policy.Policy;
import dev.tandem.learner.policy.Policy.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objective's parameters and the probes', each clipped by a norm of their own. Paces scale the
 * objective's by their group; probes are never paced. Closing frees the moments.
 */
public final class Optimizers implements AutoCloseable {

  private final ParameterStore parameters;
  private final PaceTarget target;
  private final Policy policy;
  private final OptimizerSettings settings;
  private final long seed;
  private final Optimizer optimizer;

  /**
   * Optimizers that have done no step.
   *
   * @param seed of noise, for policies that add some
   */
  public Optimizers(
      OptimizerSettings settings,
      PaceTarget target,
      Policy policy,
      ParameterStore parameters,
      long seed) {
    this.settings = settings;
    this.seed = seed;
    this.parameters = parameters;
    this.target = target;
    this.policy = policy;
    this.optimizer = new Optimizer(settings, parameters);
  }

  /**
   * The gradients of all parameters that got one, in the order of the network, with all that the
   * policy compares.
   */
  public List<Gradient> gradients(LeafTensors leaves) {
    return gradients(leaves, policy.evidence() == Evidence.AGREEMENT);
  }

  /** The same of earlier clips, which no policy compares. */
  public List<Gradient> replayGradients(LeafTensors leaves) {
    return gradients(leaves, false);
  }

  private List<Gradient> gradients(LeafTensors leaves, boolean withAgreement) {
    List<Gradient.Unmeasured> gradients = new ArrayList<>();
    for (Parameter parameter : parameters.layout().parameters()) {
      leaves
          .gradient(parameter)
          .ifPresent(values -> gradients.add(new Gradient.Unmeasured(parameter, values)));
    }
    return optimizer.measured(gradients, withAgreement);
  }

  /**
   * How each modality's gradient agrees with where its parameters were going.
   *
   * @return modality to cos(g_m, μ_m) over its encoder, head and part of the fusion; without those
   *     where either is 0
   */
  public static Map<String, Double> agreement(List<Gradient> gradients) {
    Map<String, List<Gradient>> byModality = new TreeMap<>();
    for (Gradient gradient : gradients) {
      gradient
          .parameter()
          .group()
          .modality()
          .ifPresent(m -> byModality.computeIfAbsent(m, x -> new ArrayList<>()).add(gradient));
    }
    Map<String, Double> cosines = new TreeMap<>();
    byModality.forEach((modality, its) -> cosines.put(modality, Agreement.cosine(its)));
    return cosines;
  }

  /**
   * One step over all parameters that got a gradient.
   *
   * @param paces modality to k_m
   * @param learnerStep number of steps that the learner has done
   * @param replay number of this update among those of the step; noise is drawn by both
   */
  public void step(
      List<Gradient> gradients, Map<String, Double> paces, long learnerStep, int replay) {
    List<PacedGradient> ofObjective = new ArrayList<>();
    List<PacedGradient> ofProbes = new ArrayList<>();
    for (Gradient gradient : gradients) {
      if (isProbe(gradient.parameter())) {
        ofProbes.add(gradient.paced(1, 1));
      } else {
        ofObjective.add(noisy(paced(gradient, paces), learnerStep, replay));
      }
    }
    double factor = settings.schedule().factor(learnerStep);
    optimizer.step(ofObjective, factor);
    optimizer.step(ofProbes, factor);
  }

  public OptimizerState state() {
    return optimizer.state();
  }

  /** Goes on from what {@link #state} gave. */
  public void restore(OptimizerState state) {
    optimizer.restore(state);
  }

  /** Forgets all moments and step counts. */
  public void reset() {
    optimizer.reset();
  }

  private PacedGradient paced(Gradient gradient, Map<String, Double> paces) {
    ParameterGroup group = gradient.parameter().group();
    double pace = group.modality().filter(m -> policy.scales(group)).map(paces::get).orElse(1.0);
    return target == PaceTarget.UPDATE && !isNoisy(group)
        ? gradient.paced(1, pace)
        : gradient.paced(pace, 1);
  }

  /** Noise is not paced, so the pace of what it is added to goes before it. */
  private boolean isNoisy(ParameterGroup group) {
    return policy.addsNoise() && Policy.isEncoder(group);
  }

  private PacedGradient noisy(PacedGradient paced, long learnerStep, int replay) {
    return isNoisy(paced.gradient().parameter().group())
        ? GradientNoise.added(paced, seed, learnerStep, replay)
        : paced;
  }

  private boolean isProbe(Parameter parameter) {
    return parameter.group().head().map(head -> !policy.optimises(head)).orElse(false);
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
