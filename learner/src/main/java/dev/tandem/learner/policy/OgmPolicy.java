package dev.tandem.learner.policy;

import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LateLinearSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.ParameterGroup.Role;
import dev.tandem.learner.spec.PolicyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * On-the-fly gradient modulation (Peng et al., CVPR 2022): the fused loss only, of a linear fusion
 * whose terms {@code W_m z_m + b/M} are scored by themselves, with
 *
 * <pre>ρ_m = s_m / mean of the others' scores,  k_m = 1 − tanh(α ρ_m) where ρ_m &gt; 1, else 1
 * </pre>
 *
 * <p>It scales encoders alone; all their tensors, or as the authors' code does the kernels of
 * convolutions alone. With generalisation enhancement ({@code ogm-ge}) what is scaled gets noise of
 * the standard deviation of its gradient, also where k_m is 1: {@code k·g + N} where the pace
 * multiplies gradients, as published; where it multiplies updates, those of {@code g + N}. More
 * than two modalities are this project's extension.
 */
final class OgmPolicy extends RatioPolicy {

  private static final int RANK_OF_KERNELS = 4;

  private static final PolicyOption KERNELS_ONLY =
      PolicyOption.ofChoice(
          "learner.ogm.kernels-only",
          List.of("off", "on"),
          "Whether the kernels of convolutions alone are scaled, of ogm and ogm-ge.");

  static final PolicyDefinition PLAIN = definition("ogm", false);
  static final PolicyDefinition ENHANCED = definition("ogm-ge", true);

  private final double alpha;
  private final boolean kernelsOnly;
  private final PaceTarget target;
  private final boolean addsNoise;

  private OgmPolicy(PolicyParts parts, boolean addsNoise) {
    super(parts);
    this.alpha = parts.settings().pace().alpha();
    this.kernelsOnly = parts.text(KERNELS_ONLY).equals("on");
    this.target = parts.target();
    this.addsNoise = addsNoise;
  }

  private static PolicyDefinition definition(String name, boolean addsNoise) {
    return PolicyDefinition.of(name, parts -> new OgmPolicy(parts, addsNoise))
        .paced()
        .goesByRatio()
        .with(KERNELS_ONLY)
        .ofClasses()
        .ofFusion(LateLinearSpec.NAME)
        .unless(OgmPolicy::withoutKernels);
  }

  private static Optional<String> withoutKernels(LearnerSettings settings) {
    return settings.policySettings().text(KERNELS_ONLY).equals("off")
            || new Network(settings.architecture())
                .layout().parameters().stream().anyMatch(OgmPolicy::isKernel)
        ? Optional.empty()
        : Optional.of(
            "defined with learner.ogm.kernels-only=on for encoders with convolutions, of which there are none");
  }

  private static boolean isKernel(Parameter parameter) {
    return parameter.group().role() == Role.ENCODER
        && parameter.shape().sizes().size() == RANK_OF_KERNELS;
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  Map<String, HeadLoss> compared(Pass pass, Forward forward) {
    return pass.terms(forward);
  }

  @Override
  double pace(double ratio) {
    return ratio < 1 ? 1 - StrictMath.tanh(alpha / ratio) : 1;
  }

  @Override
  List<Gradient> enhanced(Pass pass, PaceKeeper paces, List<Gradient> gradients) {
    return addsNoise
        ? gradients.stream().map(gradient -> noisy(gradient, paces, pass.update())).toList()
        : gradients;
  }

  private Gradient noisy(Gradient gradient, PaceKeeper paces, Update update) {
    if (!modulates(gradient.parameter())) {
      return gradient;
    }
    double pace = pacesNoise() ? 1 : pace(paces, gradient.parameter());
    return GradientNoise.added(gradient, pace, update);
  }

  private boolean pacesNoise() {
    return target == PaceTarget.UPDATE;
  }

  @Override
  boolean scales(Parameter parameter) {
    return modulates(parameter) && (!addsNoise || pacesNoise());
  }

  private boolean modulates(Parameter parameter) {
    return kernelsOnly ? isKernel(parameter) : parameter.group().role() == Role.ENCODER;
  }
}
