package dev.tandem.learner.policy;

/**
 * How the modalities share the learning: what is optimised, what gradients are made of a batch, and
 * how fast each modality follows its own. It may remember what it has compared.
 */
public interface Policy {

  /** Its name in configuration, metrics and versions. */
  String name();

  /**
   * Whether the objective has this head's loss. If not, the head is a probe: trained on the
   * detached representation by an optimizer of its own, it measures and never influences.
   */
  boolean optimises(String head);

  /**
   * The gradients of a batch, and the paces to follow them with. Of earlier clips it makes the same
   * gradients and remembers nothing.
   *
   * @throws DefectException if the batch cannot be learned from; nothing has changed then
   */
  PolicyStep step(Pass pass);

  /** What it remembers. */
  PolicyState state();
}
