package dev.tandem.learner.spec;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Everything that defines a learner. Start from {@link #of} and change what differs.
 *
 * @param architecture the network
 * @param classNames one name per class or target, in the order of the outputs
 * @param policy name of what divides the learning between the modalities; whether it is known, and
 *     defined for the rest, the registry of policies says
 * @param policySettings options of policies
 * @param optimizer how parameters are updated
 * @param pace how scores become paces
 * @param objective what is minimised
 * @param augmentation of new clips
 * @param rehearsal what is learned again
 * @param readout how the model answers
 * @param watch what is looked out for
 * @param seed of the initial parameters and of everything drawn
 * @param compute where, and by how many threads
 */
public record LearnerSettings(
    Architecture architecture,
    List<String> classNames,
    String policy,
    PolicySettings policySettings,
    OptimizerSettings optimizer,
    PaceSettings pace,
    ObjectiveSettings objective,
    AugmentationSettings augmentation,
    RehearsalSettings rehearsal,
    ReadoutSettings readout,
    WatchSettings watch,
    long seed,
    ComputeSettings compute) {

  public LearnerSettings {
    classNames = List.copyOf(classNames);
    if (classNames.size() != architecture.classes()) {
      throw new IllegalArgumentException(
          "learner.class-names has %d names; the architecture has %d classes. Give one name per class."
              .formatted(classNames.size(), architecture.classes()));
    }
    requireFit(architecture.kind(), objective);
    requireHeads(architecture, objective.weights());
    requireGroups(architecture, optimizer.frozen());
    augmentation.requireFit(AugmentationSettings.OF_NEW, architecture);
    rehearsal.augmentation().requireFit(AugmentationSettings.OF_REPLAYS, architecture);
    if (pace.guard() && architecture.kind() != Task.CLASSIFICATION) {
      throw new IllegalArgumentException(
          "learner.dead-modality-guard is on for a regression, which has no chance level. Turn it off.");
    }
  }

  private static void requireFit(Task task, ObjectiveSettings objective) {
    String loss = objective.loss();
    if (!ObjectiveSettings.names(task).contains(loss)) {
      throw new IllegalArgumentException(
          "learner.loss is '%s'; a %s knows %s. Use one of them."
              .formatted(loss, task.text(), String.join(", ", ObjectiveSettings.names(task))));
    }
    if (objective.labelSmoothing() > 0 && task != Task.CLASSIFICATION) {
      throw new IllegalArgumentException(
          "learner.label-smoothing is %s with learner.loss %s, which has no labels to smooth; must be 0. Remove it."
              .formatted(objective.labelSmoothing(), loss));
    }
  }

  private static void requireHeads(Architecture architecture, LossWeights weights) {
    TreeSet<String> heads = new TreeSet<>(architecture.modalityNames());
    heads.add(Heads.FUSED);
    weights
        .byHead()
        .keySet()
        .forEach(head -> Requirement.oneOf("the head of learner.loss-weights", head, heads));
  }

  private static void requireGroups(Architecture architecture, Set<String> frozen) {
    List<String> groups =
        ParameterGroup.all(architecture.modalityNames()).stream()
            .map(ParameterGroup::text)
            .toList();
    frozen.forEach(group -> Requirement.oneOf("the group of learner.freeze", group, groups));
    if (frozen.containsAll(groups)) {
      throw new IllegalArgumentException(
          "learner.freeze has every group of the network, and nothing is left to learn. Leave one out.");
    }
  }

  /**
   * Policy {@code mlb} with the pace on the update, Adam, one rehearsal update per batch, averaged
   * weights, the hedged readout; seed 0, one thread of the processor.
   */
  public static LearnerSettings of(Architecture architecture, List<String> classNames) {
    return new LearnerSettings(
        architecture,
        classNames,
        "mlb",
        PolicySettings.defaults(),
        OptimizerSettings.named("adam"),
        PaceSettings.defaults(),
        ObjectiveSettings.of(architecture.kind()),
        AugmentationSettings.off(),
        RehearsalSettings.defaults(),
        ReadoutSettings.defaults(),
        WatchSettings.defaults(),
        0,
        ComputeSettings.defaults());
  }

  /** The same for other classes. */
  public LearnerSettings withClassNames(List<String> names) {
    return with(
        parts -> {
          parts.architecture = architecture.withClasses(names.size());
          parts.classNames = names;
        });
  }

  /**
   * Checks that so many classes can be rehearsed.
   *
   * @throws IllegalArgumentException if there is no room for a clip of each
   */
  public void requireRoomFor(int classes) {
    if (rehearsal.updatesPerBatch() > 0) {
      var unused = rehearsal.clipsPerClass(architecture.withClasses(classes));
    }
  }

  public LearnerSettings withArchitecture(Architecture value) {
    return with(parts -> parts.architecture = value);
  }

  public LearnerSettings withPolicy(String value) {
    return with(parts -> parts.policy = value);
  }

  /** The same with an option of a policy, by its key. */
  public LearnerSettings withPolicyOption(String key, String value) {
    return with(parts -> parts.policySettings = policySettings.with(key, value));
  }

  public LearnerSettings withOptimizer(OptimizerSettings value) {
    return with(parts -> parts.optimizer = value);
  }

  public LearnerSettings withPace(PaceSettings value) {
    return with(parts -> parts.pace = value);
  }

  public LearnerSettings withObjective(ObjectiveSettings value) {
    return with(parts -> parts.objective = value);
  }

  public LearnerSettings withAugmentation(AugmentationSettings value) {
    return with(parts -> parts.augmentation = value);
  }

  public LearnerSettings withRehearsal(RehearsalSettings value) {
    return with(parts -> parts.rehearsal = value);
  }

  public LearnerSettings withReadout(ReadoutSettings value) {
    return with(parts -> parts.readout = value);
  }

  public LearnerSettings withWatch(WatchSettings value) {
    return with(parts -> parts.watch = value);
  }

  public LearnerSettings withSeed(long value) {
    return with(parts -> parts.seed = value);
  }

  public LearnerSettings withCompute(ComputeSettings value) {
    return with(parts -> parts.compute = value);
  }

  private LearnerSettings with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.settings();
  }

  /** The components, of which some are changed. */
  private static final class Parts {
    private Architecture architecture;
    private List<String> classNames;
    private String policy;
    private PolicySettings policySettings;
    private OptimizerSettings optimizer;
    private PaceSettings pace;
    private ObjectiveSettings objective;
    private AugmentationSettings augmentation;
    private RehearsalSettings rehearsal;
    private ReadoutSettings readout;
    private WatchSettings watch;
    private long seed;
    private ComputeSettings compute;

    Parts(LearnerSettings from) {
      architecture = from.architecture;
      classNames = from.classNames;
      policy = from.policy;
      policySettings = from.policySettings;
      optimizer = from.optimizer;
      pace = from.pace;
      objective = from.objective;
      augmentation = from.augmentation;
      rehearsal = from.rehearsal;
      readout = from.readout;
      watch = from.watch;
      seed = from.seed;
      compute = from.compute;
    }

    LearnerSettings settings() {
      return new LearnerSettings(
          architecture,
          classNames,
          policy,
          policySettings,
          optimizer,
          pace,
          objective,
          augmentation,
          rehearsal,
          readout,
          watch,
          seed,
          compute);
    }
  }
}
