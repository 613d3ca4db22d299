package dev.tandem.learner;

import dev.tandem.learner.policy.Policies;
import java.util.List;
import java.util.TreeSet;

/**
 * Everything that defines a learner. Start from {@link #of} and change what differs.
 *
 * @param architecture the network
 * @param classNames one name per class, in the order of the class ordinals
 * @param policy {@code joint}, {@code multi-loss} or {@code mlb}
 * @param optimizer how parameters are updated
 * @param pace how scores become paces
 * @param lossWeights weights of the losses in the objective
 * @param seed of the initial parameters
 * @param threads of PyTorch, for the whole JVM; at least 1. It is part of what makes training
 *     reproducible.
 */
public record LearnerSettings(
    Architecture architecture,
    List<String> classNames,
    String policy,
    OptimizerSettings optimizer,
    PaceSettings pace,
    LossWeights lossWeights,
    long seed,
    int threads) {

  public LearnerSettings {
    classNames = List.copyOf(classNames);
    if (classNames.size() != architecture.classes()) {
      throw new IllegalArgumentException(
          "learner.class-names has %d names; the architecture has %d classes. Give one name per class."
              .formatted(classNames.size(), architecture.classes()));
    }
    Requirement.oneOf("learner.policy", policy, Policies.names());
    TreeSet<String> heads = new TreeSet<>(architecture.modalityNames());
    heads.add(Heads.FUSED);
    lossWeights
        .byHead()
        .keySet()
        .forEach(head -> Requirement.oneOf("the head of learner.loss-weight", head, heads));
    Requirement.atLeast("learner.threads", threads, 1, 1);
  }

  /** Policy {@code mlb} with Adam, seed 0, one thread. */
  public static LearnerSettings of(Architecture architecture, List<String> classNames) {
    return new LearnerSettings(
        architecture,
        classNames,
        "mlb",
        OptimizerSettings.named("adam"),
        PaceSettings.defaults(),
        LossWeights.equal(),
        0,
        1);
  }

  public LearnerSettings withPolicy(String value) {
    return new LearnerSettings(
        architecture, classNames, value, optimizer, pace, lossWeights, seed, threads);
  }

  public LearnerSettings withOptimizer(OptimizerSettings value) {
    return new LearnerSettings(
        architecture, classNames, policy, value, pace, lossWeights, seed, threads);
  }

  public LearnerSettings withPace(PaceSettings value) {
    return new LearnerSettings(
        architecture, classNames, policy, optimizer, value, lossWeights, seed, threads);
  }

  public LearnerSettings withLossWeights(LossWeights value) {
    return new LearnerSettings(
        architecture, classNames, policy, optimizer, pace, value, seed, threads);
  }

  public LearnerSettings withSeed(long value) {
    return new LearnerSettings(
        architecture, classNames, policy, optimizer, pace, lossWeights, value, threads);
  }

  public LearnerSettings withThreads(int value) {
    return new LearnerSettings(
        architecture, classNames, policy, optimizer, pace, lossWeights, seed, value);
  }
}
