package dev.tandem.serving.inference;

import java.io.Serializable;
import java.time.Duration;

/**
 * How clips are answered.
 *
 * @param group consumer group; its members share the clips
 * @param instance tells the members of a group apart, the same after a restart
 * @param batchSize clips after which a batch waits for no more
 * @param batchWindow how long a batch waits for more clips after its first
 * @param transactionTimeout after which the broker gives up a member's open transaction
 * @param top how many classes answers name
 */
public record InferenceSettings(
    String group,
    String instance,
    int batchSize,
    Duration batchWindow,
    Duration transactionTimeout,
    TopClasses top)
    implements Serializable {

  /**
   * Of one of several members in a process, counted from 1.
   *
   * <p>The sign between is allowed in no instance's name, so that no two members have one id.
   */
  public InferenceSettings member(int number) {
    return number == 1
        ? this
        : new InferenceSettings(
            group, instance + "#" + number, batchSize, batchWindow, transactionTimeout, top);
  }

  /**
   * Stable across restarts, so that a restarted member ends what its predecessor left open.
   *
   * <p>The sign between is allowed in the name of no group and no instance, so that no two pairs of
   * them have one id.
   */
  public String transactionalId() {
    return group + "/" + instance;
  }
}
