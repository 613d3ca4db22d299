package dev.tandem.learner.policy;

/** What one policy optimises, and the pace it gives. */
public interface Policy {

  /** Its name in configuration, metrics and versions. */
  String name();

  /**
   * Whether the objective has this head's loss. If not, the head is a probe: trained on the
   * detached representation by an optimizer of its own, it measures and never influences.
   */
  boolean optimises(String head);

  /**
   * The pace of a modality.
   *
   * @param ratio r_m, mean of the others' scores over its own
   * @return k_m, above 0; above 1 accelerates
   */
  double pace(double ratio);
}
