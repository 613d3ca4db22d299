package dev.tandem.learner.policy;

/**
 * What a policy remembers. Immutable.
 *
 * @param paces what has been compared, and the paces
 * @param own what the policy remembers besides, in an order of its own; not copied
 */
public record PolicyState(PaceState paces, double[] own) {

  /** Without anything of its own. */
  static PolicyState of(PaceState paces) {
    return new PolicyState(paces, new double[0]);
  }

  /** Whether there is anything of its own. */
  public boolean hasOwn() {
    return own.length > 0;
  }
}
