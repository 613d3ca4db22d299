package dev.tandem.learner.policy;

import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.ParameterGroup.Role;

/** What one policy optimises, and the pace it gives. */
public interface Policy {

  /** What a policy goes by where it gives a modality its pace. */
  enum Evidence {
    /** How the unimodal heads score. */
    HEAD_SCORES,
    /** How each modality's term of a linear fusion scores by itself. */
    TERM_SCORES,
    /** How each modality's gradient agrees with its moments. */
    AGREEMENT
  }

  /** Its name in configuration, metrics and versions. */
  String name();

  /**
   * Whether the objective has this head's loss. If not, the head is a probe: trained on the
   * detached representation by an optimizer of its own, it measures and never influences.
   */
  boolean optimises(String head);

  /**
   * The pace of a modality, for policies that go by scores.
   *
   * @param ratio r_m, mean of the others' scores over its own
   * @return k_m, at least 0; above 1 accelerates
   */
  double pace(double ratio);

  default Evidence evidence() {
    return Evidence.HEAD_SCORES;
  }

  /** Whether a modality's pace scales this group of its parameters. */
  default boolean scales(ParameterGroup group) {
    return group.modality().isPresent();
  }

  /** Whether noise is added to the gradients of encoders, as wide as they are. */
  default boolean addsNoise() {
    return false;
  }

  /** Whether a group is an encoder. */
  static boolean isEncoder(ParameterGroup group) {
    return group.role() == Role.ENCODER;
  }
}
