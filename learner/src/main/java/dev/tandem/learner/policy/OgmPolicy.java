package dev.tandem.learner.policy;

import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.ParameterGroup;

/**
 * On-the-fly gradient modulation (Peng et al., CVPR 2022): the fused loss only, of a linear fusion
 * whose terms {@code W_m z_m + b/M} are scored by themselves, with
 *
 * <pre>ρ_m = s_m / mean of the others' scores,  k_m = 1 − tanh(α ρ_m) where ρ_m &gt; 1, else 1
 * </pre>
 *
 * <p>It scales encoders alone. With generalisation enhancement ({@code ogm-ge}) their gradients get
 * noise of their own standard deviation, also where k_m is 1. More than two modalities are this
 * project's extension.
 *
 * @param settings α
 * @param addsNoise whether it is {@code ogm-ge}
 */
record OgmPolicy(PaceSettings settings, boolean addsNoise) implements Policy {

  @Override
  public String name() {
    return addsNoise ? "ogm-ge" : "ogm";
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  public Evidence evidence() {
    return Evidence.TERM_SCORES;
  }

  @Override
  public boolean scales(ParameterGroup group) {
    return Policy.isEncoder(group);
  }

  @Override
  public double pace(double ratio) {
    return ratio < 1 ? 1 - StrictMath.tanh(settings.alpha() / ratio) : 1;
  }
}
