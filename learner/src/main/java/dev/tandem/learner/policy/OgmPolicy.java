package dev.tandem.learner.policy;

import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.ParameterGroup.Role;
import java.util.List;
import java.util.Map;

/**
 * On-the-fly gradient modulation (Peng et al., CVPR 2022): the fused loss only, of a linear fusion
 * whose terms {@code W_m z_m + b/M} are scored by themselves, with
 *
 * <pre>ρ_m = s_m / mean of the others' scores,  k_m = 1 − tanh(α ρ_m) where ρ_m &gt; 1, else 1
 * </pre>
 *
 * <p>It scales encoders alone. With generalisation enhancement ({@code ogm-ge}) their gradients get
 * noise of their own standard deviation, also where k_m is 1. Noise is not paced, so the pace of
 * what it is added to goes before it. More than two modalities are this project's extension.
 */
final class OgmPolicy extends RatioPolicy {

  private final PaceSettings settings;
  private final boolean addsNoise;

  /**
   * A policy.
   *
   * @param settings α
   * @param addsNoise whether it is {@code ogm-ge}
   */
  OgmPolicy(
      String name,
      List<String> modalities,
      PaceKeeper keeper,
      PaceSettings settings,
      boolean addsNoise) {
    super(name, modalities, keeper);
    this.settings = settings;
    this.addsNoise = addsNoise;
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
    return ratio < 1 ? 1 - StrictMath.tanh(settings.alpha() / ratio) : 1;
  }

  @Override
  List<Gradient> modulated(Pass pass, List<Gradient> gradients) {
    return addsNoise
        ? gradients.stream().map(gradient -> noisy(gradient, pass.update())).toList()
        : gradients;
  }

  private Gradient noisy(Gradient gradient, Update update) {
    ParameterGroup group = gradient.parameter().group();
    return isEncoder(group) ? GradientNoise.added(gradient, pace(group), update) : gradient;
  }

  @Override
  boolean scales(ParameterGroup group) {
    return isEncoder(group) && !addsNoise;
  }

  private static boolean isEncoder(ParameterGroup group) {
    return group.role() == Role.ENCODER;
  }
}
