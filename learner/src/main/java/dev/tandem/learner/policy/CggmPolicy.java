package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.GradientSet;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ParameterGroup.Role;
import dev.tandem.learner.spec.PolicyOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Classifier-guided gradient modulation (Guo et al., NeurIPS 2024; as its authors' code does it):
 * the fused loss only. The unimodal heads are its classifiers c_m: probes, which influence no
 * encoder by themselves.
 *
 * <pre>a_m = batch accuracy of c_m,  Δ_m = a_m − a_m of the batch before (0 at first)
 * S = ΣΔ + 1e-8,  B_m = (S − Δ_m) / S;  encoder m's gradient is multiplied by ρ · B_m
 * L_gm = (1/M)(Σ|B_m| − Σ B_m cos(W_m, W_f)),  λ · L_gm in the loss of the next batch</pre>
 *
 * <p>with W the weights of the output layers, so that its gradient reaches the fusion's alone, at
 * the weights before the step; {@code learner.cggm.direction}. Where |ΣΔ| &lt; 1e-6 nothing is
 * modulated, which is ours. Accuracies are of paired rows; without any, and for earlier clips, all
 * goes on as it was. B_m may be negative and large: the norm is clipped, at 0.8 unless it is set.
 */
final class CggmPolicy extends PacedPolicy {

  private static final PolicyOption RHO =
      PolicyOption.ofNumber(
          "learner.cggm.rho", 1.3, "must be > 0", rho -> rho > 0, "Scale ρ of the gradients.");
  private static final PolicyOption LAMBDA =
      PolicyOption.ofNumber(
          "learner.cggm.lambda", 0.2, "must be >= 0", l -> l >= 0, "Weight λ of the direction.");
  private static final PolicyOption DIRECTION =
      PolicyOption.ofChoice(
          "learner.cggm.direction",
          List.of("off", "weights"),
          "Whether the fusion's output layer is drawn to those of the heads; they must be of one shape.");

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("cggm", CggmPolicy::new)
          .pacedGradients()
          .with(RHO, LAMBDA, DIRECTION)
          .completing(CggmPolicy::clipped)
          .ofClasses()
          .unless(settings -> isDirected(settings) ? Direction.obstacle(settings) : Direction.NONE);

  private static final double CLIP_NORM = 0.8;
  private static final double AVOIDING_ZERO = 1e-8;
  private static final double NOTHING = 1e-6;

  private final double rho;
  private final double lambda;
  private final boolean directed;
  private GuidedState state;
  private GuidedState next;

  private CggmPolicy(PolicyParts parts) {
    super(parts);
    this.rho = parts.number(RHO);
    this.lambda = parts.number(LAMBDA);
    this.directed = isDirected(parts.settings());
    this.state =
        GuidedState.of(
            parts.own(),
            parts.modalities().size(),
            directed ? Direction.elements(parts.settings()) : 0);
    this.next = state;
  }

  private static boolean isDirected(LearnerSettings settings) {
    return settings.policySettings().text(DIRECTION).equals("weights");
  }

  private static LearnerSettings clipped(LearnerSettings settings) {
    return settings.optimizer().clipNorm().isPresent()
        ? settings
        : settings.withOptimizer(settings.optimizer().withClipNorm(OptionalDouble.of(CLIP_NORM)));
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  List<Gradient> gradients(Pass pass, Forward forward, PaceKeeper paces) {
    if (!pass.isReplay()) {
      next = compared(pass, forward, paces);
    }
    if (!state.hasDirection()) {
      return pass.backward(forward);
    }
    GradientSet gradients = pass.onlyBackward(forward, forward.losses().keySet(), 1);
    return pass.gradients(drawn(pass, gradients));
  }

  /** With λ times the direction's gradient that the batch before has left. */
  private GradientSet drawn(Pass pass, GradientSet gradients) {
    Parameter output = Direction.fusionOutput(pass.parameters());
    return gradients
        .of(output)
        .map(
            values ->
                gradients.with(
                    output, values.add(pass.tensor(state.directionTimes((float) lambda)))))
        .orElse(gradients);
  }

  private GuidedState compared(Pass pass, Forward forward, PaceKeeper paces) {
    int[] paired = pairedRows(forward, pass.size());
    if (paired.length == 0) {
      return state;
    }
    double[] accuracies =
        modalities().stream()
            .mapToDouble(m -> accuracy(forward.losses().get(m).output(), paired, pass.labels()))
            .toArray();
    double[] gains = new double[accuracies.length];
    Arrays.setAll(gains, m -> accuracies[m] - state.accuracies()[m]);
    boolean modulates = Math.abs(Arrays.stream(gains).sum()) >= NOTHING;
    double[] balances = balances(gains);
    for (int m = 0; m < balances.length; m++) {
      paces.set(m, modulates ? rho * balances[m] : 1);
    }
    float[] direction =
        directed && modulates ? Direction.gradient(pass, modalities(), balances) : new float[0];
    return new GuidedState(accuracies, direction);
  }

  /** B_m. */
  static double[] balances(double[] gains) {
    double sum = Arrays.stream(gains).sum() + AVOIDING_ZERO;
    return Arrays.stream(gains).map(gain -> (sum - gain) / sum).toArray();
  }

  private int[] pairedRows(Forward forward, int batch) {
    List<HeadLoss> heads =
        modalities().stream()
            .filter(forward.losses()::containsKey)
            .map(forward.losses()::get)
            .toList();
    return IntStream.range(0, heads.size() == modalities().size() ? batch : 0)
        .filter(row -> heads.stream().allMatch(head -> head.output().rows().find(row) >= 0))
        .toArray();
  }

  private static double accuracy(HeadOutput output, int[] rows, Labels labels) {
    long right =
        Arrays.stream(rows)
            .filter(row -> output.argMax(output.rows().find(row)) == labels.classOf(row))
            .count();
    return (double) right / rows.length;
  }

  @Override
  void advance(PaceKeeper paces, List<Gradient> gradients) {
    state = next;
  }

  @Override
  boolean scales(Parameter parameter) {
    return parameter.group().role() == Role.ENCODER;
  }

  @Override
  double[] own() {
    return state.toArray();
  }
}
