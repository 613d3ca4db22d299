package dev.tandem.learner.policy;

import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LateCosineSpec;
import dev.tandem.learner.spec.LateLinearSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PolicyOption;

/**
 * MMCosine (Xu et al., ICASSP 2023): the fused loss only, of
 *
 * <pre>logits[c] = s · Σ_m cos(z_m, W_m[c])</pre>
 *
 * <p>without a bias: no modality wins by the length of its representation or its weights. The
 * fusion {@code late-linear} becomes {@code late-cosine}.
 */
final class MmcosinePolicy extends PacedPolicy {

  private static final PolicyOption SCALE =
      PolicyOption.ofNumber(
              "learner.mmcosine.scale", 10, "must be > 0", s -> s > 0, "Scale s of the cosines.")
          .staying();

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("mmcosine", MmcosinePolicy::new)
          .with(SCALE)
          .completing(MmcosinePolicy::withCosines)
          .ofClasses()
          .ofFusion(LateCosineSpec.NAME);

  private MmcosinePolicy(PolicyParts parts) {
    super(parts);
  }

  private static LearnerSettings withCosines(LearnerSettings settings) {
    return settings.architecture().fusion().name().equals(LateLinearSpec.NAME)
        ? scaled(settings)
        : settings;
  }

  /** Settings of any policy, whose cosines, where it fuses by them, have the scale asked for. */
  static LearnerSettings withScale(LearnerSettings settings) {
    boolean asked = settings.policySettings().values().containsKey(SCALE.key());
    return asked && settings.architecture().fusion().name().equals(LateCosineSpec.NAME)
        ? scaled(settings)
        : settings;
  }

  private static LearnerSettings scaled(LearnerSettings settings) {
    double scale = settings.policySettings().number(SCALE);
    return settings.withArchitecture(settings.architecture().withFusion(new LateCosineSpec(scale)));
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }
}
