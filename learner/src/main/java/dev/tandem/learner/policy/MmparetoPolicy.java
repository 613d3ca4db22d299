package dev.tandem.learner.policy;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.GradientSet;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ParameterGroup.Role;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * MMPareto (Wei and Hu, ICML 2024): fused and unimodal losses, each gone back through alone. Of an
 * encoder's gradients g_f of the fused loss and g_u of its own,
 *
 * <pre>a = b = ½ where they agree (cos &gt; 0); else a = γ, b = 1 − γ,
 * γ = (g_u·g_u − g_f·g_u) / (g_f·g_f + g_u·g_u − 2 g_f·g_u),
 *     0.999 if g_f·g_u ≥ g_f·g_f, 0.001 if g_f·g_u ≥ g_u·g_u
 * n = 2a·g_f + 2b·g_u,  gradient = 1.5 · max(1, ‖g_f + g_u‖ / ‖n‖) · n, tensor by tensor</pre>
 *
 * <p>Heads and fusion get the gradient of the sum. An encoder that only one of the losses reaches,
 * as where the fusion does not answer, gets that one's as it is.
 */
final class MmparetoPolicy extends PacedPolicy {

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("mmpareto", MmparetoPolicy::new).passing(modalities -> 5.0 / 3);

  private static final double MAGNITUDE = 1.5;
  private static final double MOST = 0.999;
  private static final double LEAST = 0.001;

  private MmparetoPolicy(PolicyParts parts) {
    super(parts);
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  List<Gradient> gradients(Pass pass, Forward forward, PaceKeeper paces) {
    GradientSet fused = pass.backward(forward, Set.of(Heads.FUSED));
    GradientSet all = fused;
    for (String modality : modalities()) {
      if (forward.losses().containsKey(modality)) {
        GradientSet own = pass.backward(forward, Set.of(modality));
        all = united(all.plus(own), fused.only(isEncoder(modality)), own.only(isEncoder(modality)));
      }
    }
    return pass.gradients(all);
  }

  private static Predicate<Parameter> isEncoder(String modality) {
    return parameter ->
        parameter.group().role() == Role.ENCODER
            && parameter.group().modality().orElseThrow().equals(modality);
  }

  /** {@code sums} with an encoder's gradients as the method has them, where it has both. */
  private static GradientSet united(GradientSet sums, GradientSet ofFused, GradientSet ofOwn) {
    double gamma = gamma(ofFused.dot(ofFused), ofOwn.dot(ofOwn), ofFused.dot(ofOwn));
    GradientSet direction = ofFused.times(2 * gamma).plus(ofOwn.times(2 * (1 - gamma)));
    GradientSet united = sums;
    for (Parameter parameter : ofOwn.parameters()) {
      if (ofFused.of(parameter).isPresent()) {
        GradientSet only = direction.only(parameter::equals);
        double length = only.norm();
        double longer = length == 0 ? 1 : sums.only(parameter::equals).norm() / length;
        NDArray values = only.times(MAGNITUDE * Math.max(1, longer)).of(parameter).orElseThrow();
        united = united.with(parameter, values);
      }
    }
    return united;
  }

  /** What the fused gradient counts. */
  static double gamma(double squaresOfFused, double squaresOfOwn, double product) {
    if (product > 0) {
      return 0.5;
    }
    if (product >= squaresOfFused) {
      return MOST;
    }
    if (product >= squaresOfOwn) {
      return LEAST;
    }
    return (squaresOfOwn - product) / (squaresOfFused + squaresOfOwn - 2 * product);
  }
}
