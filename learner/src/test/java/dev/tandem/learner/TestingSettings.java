package dev.tandem.learner;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.AugmentationSettings;
import dev.tandem.learner.spec.CnnSpec;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.FilmSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.LossWeights;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.RmsPropSettings;
import dev.tandem.learner.spec.ScheduleSettings;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Learners that differ in one setting each, every one of them, and what they learn from. */
final class TestingSettings {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings STANDARD = TestingClips.settings(PAIR);

  private TestingSettings() {}

  /** By name. */
  static Map<String, LearnerSettings> all() {
    Map<String, LearnerSettings> all = new LinkedHashMap<>();
    putOptimizers(all);
    putSchedules(all);
    putReadouts(all);
    for (String policy : Policies.names()) {
      all.put(policy, STANDARD.withPolicy(policy));
    }
    putPolicies(all);
    putPaces(all);
    putTasks(all);
    putTensors(all);
    putNetworks(all);
    all.put("no rehearsal", STANDARD.withRehearsal(RehearsalSettings.none()));
    all.put("three rehearsals", STANDARD.withRehearsal(small()));
    putAugmented(all);
    all.put("no drift", STANDARD.withWatch(STANDARD.watch().withDrift("off")));
    return all;
  }

  private static void putOptimizers(Map<String, LearnerSettings> all) {
    for (String name : List.of("adam", "adamw", "rmsprop", "sgd")) {
      all.put(name + " with decay", with(OptimizerSettings.named(name).withWeightDecay(0.01)));
    }
    OptimizerSettings sgd = OptimizerSettings.named("sgd");
    OptimizerSettings rmsprop = OptimizerSettings.named("rmsprop");
    all.put("nesterov", with(sgd.withSgd(new SgdSettings(0.9, true))));
    all.put("no momentum", with(sgd.withSgd(new SgdSettings(0, false))));
    all.put(
        "rmsprop with momentum", with(rmsprop.withRmsprop(new RmsPropSettings(0.9, 1e-6, 0.8))));
    all.put("a frozen encoder", with(STANDARD.optimizer().withFrozen(Set.of("encoder.sound"))));
  }

  private static void putSchedules(Map<String, LearnerSettings> all) {
    for (String name : List.of("constant", "cosine", "cosine-restarts", "inverse-sqrt")) {
      ScheduleSettings schedule = ScheduleSettings.named(name).withWarmUp(5).withPeriod(7);
      all.put(name, with(STANDARD.optimizer().withSchedule(schedule)));
    }
  }

  private static void putReadouts(Map<String, LearnerSettings> all) {
    for (String readout : ReadoutSettings.READOUTS) {
      for (String averaging : ReadoutSettings.AVERAGINGS) {
        all.put(
            readout + " " + averaging,
            STANDARD.withReadout(new ReadoutSettings(readout, averaging)));
      }
    }
  }

  private static void putPolicies(Map<String, LearnerSettings> all) {
    all.put("cggm with a direction", directed());
    LearnerSettings triple = TestingClips.settings(TestingClips.triple());
    for (String policy : List.of("agm", "m-sam", "opm")) {
      all.put("three modalities of " + policy, triple.withPolicy(policy));
    }
    all.put(
        "film of agm",
        TestingClips.settings(TestingNetworks.pair(new FilmSpec())).withPolicy("agm"));
    all.put(
        "conformers of m-sam",
        TestingClips.settings(TestingNetworks.conformers()).withPolicy("m-sam"));
    all.put("opm, always", STANDARD.withPolicy("opm").withPolicyOption("learner.opm.share", "1"));
    all.put("a dead zone", STANDARD.withPace(STANDARD.pace().withDeadZone(0.1)));
  }

  /** Output layers of fusion and heads have one shape. */
  static LearnerSettings directed() {
    Architecture level =
        new Architecture(
            List.of(
                new ModalitySpec("sound", List.of(6), new MlpSpec(List.of(8), 5, "layer")),
                new ModalitySpec("sight", List.of(7, 9), new CnnSpec(List.of(3, 4), 5, "layer"))),
            new LateMlpSpec(5, 0),
            3,
            Task.CLASSIFICATION.text());
    return TestingClips.settings(level)
        .withPolicy("cggm")
        .withPolicyOption("learner.cggm.direction", "weights");
  }

  private static void putPaces(Map<String, LearnerSettings> all) {
    PaceSettings pace = STANDARD.pace();
    all.put("steep paces", STANDARD.withPace(pace.withAlpha(2).withBetaMax(4)));
    all.put("no brake", STANDARD.withPace(pace.withBrake(false)));
    all.put("smoothed scores", STANDARD.withPace(pace.withScoreHalfLife(20)));
    all.put("a dead modality", guarded());
    all.put(
        "pace on the gradient, clipped",
        with(STANDARD.optimizer().withClipNorm(OptionalDouble.of(0.5)).withWeightDecay(0.01))
            .withPace(pace.withAppliesTo(PaceTarget.GRADIENT)));
  }

  private static void putTasks(Map<String, LearnerSettings> all) {
    Architecture targets = new Architecture(PAIR.modalities(), "late-linear", 2, "regression");
    LearnerSettings regression = TestingClips.settings(targets);
    all.put("mse", regression);
    all.put("ccc", regression.withObjective(regression.objective().withLoss("ccc")));
    for (String policy : List.of("ensemble", "mmpareto")) {
      all.put("mse of " + policy, regression.withPolicy(policy));
    }
    LearnerSettings triple = TestingClips.settings(TestingClips.triple());
    all.put("three modalities", triple);
    all.put("three modalities of ogm-ge", triple.withPolicy("ogm-ge"));
    all.put("three modalities of agreement", triple.withPolicy("agreement"));
    ObjectiveSettings objective = STANDARD.objective();
    all.put("smoothed labels", STANDARD.withObjective(objective.withLabelSmoothing(0.1)));
    all.put(
        "weighted losses",
        STANDARD.withObjective(objective.withWeights(new LossWeights(Map.of("sight", 0.3)))));
  }

  private static void putTensors(Map<String, LearnerSettings> all) {
    ComputeSettings tensors = ComputeSettings.defaults().withDevice("cpu-tensors");
    all.put("tensors", STANDARD.withCompute(tensors));
    all.put("tensors of agreement", STANDARD.withPolicy("agreement").withCompute(tensors));
    all.put("tensors of ogm-ge", STANDARD.withPolicy("ogm-ge").withCompute(tensors));
  }

  private static void putNetworks(Map<String, LearnerSettings> all) {
    for (FusionSpec fusion : TestingNetworks.fusions()) {
      all.put(fusion.name(), TestingClips.settings(TestingNetworks.pair(fusion)));
    }
    all.put("conformer", TestingClips.settings(TestingNetworks.conformers()));
    all.put(
        "a frozen conformer",
        TestingClips.settings(TestingNetworks.conformers())
            .withOptimizer(STANDARD.optimizer().withFrozen(Set.of("encoder.sound"))));
    all.put(
        "tensors of conformers",
        TestingClips.settings(TestingNetworks.conformers())
            .withCompute(ComputeSettings.defaults().withDevice("cpu-tensors")));
  }

  private static void putAugmented(Map<String, LearnerSettings> all) {
    AugmentationSettings ofPair = augmentation("noise", "shift+time-mask+noise");
    all.put("augmented", STANDARD.withAugmentation(ofPair));
    all.put("augmented replays", STANDARD.withRehearsal(small().withAugmentation(ofPair)));
    AugmentationSettings ofFrames =
        augmentation("shift+frequency-mask", "crop+shift+flip+brightness+erase");
    all.put(
        "augmented conformers",
        TestingClips.settings(TestingNetworks.conformers())
            .withAugmentation(ofFrames)
            .withRehearsal(small().withAugmentation(ofFrames)));
  }

  private static AugmentationSettings augmentation(String sound, String sight) {
    return AugmentationSettings.parse("a test", Map.of("sound", sound, "sight", sight));
  }

  /** Looks dead after 8 clips, and learns fast enough to be suspected soon. */
  static LearnerSettings guarded() {
    return with(STANDARD.optimizer().withLearningRate(0.02))
        .withPace(STANDARD.pace().withScoreHalfLife(4).withGuard(true));
  }

  /** Full after a few batches, so that places are drawn. */
  private static RehearsalSettings small() {
    return RehearsalSettings.defaults().withClips(12).withUpdatesPerBatch(3);
  }

  private static LearnerSettings with(OptimizerSettings optimizer) {
    return STANDARD.withOptimizer(optimizer);
  }

  /**
   * Batch number k for such a learner: every third lacks the second modality altogether, every
   * fourth in some rows, and where there is a guard it is dark otherwise.
   */
  static List<LabelledExample> batch(LearnerSettings settings, int k) {
    Architecture architecture = settings.architecture();
    String second = architecture.modalityNames().get(1);
    List<LabelledExample> batch = new ArrayList<>();
    for (LabelledExample clip : TestingClips.batch(architecture, 6, k)) {
      boolean blind = k % 3 == 2 || (k % 4 == 1 && batch.size() % 2 == 0);
      SortedMap<String, float[]> inputs = new TreeMap<>(clip.example().inputs());
      if (blind) {
        inputs.remove(second);
      } else if (settings.pace().guard()) {
        inputs.put(second, new float[inputs.get(second).length]);
      }
      batch.add(labelled(new Example(clip.example().clipId(), inputs), clip.label(), architecture));
    }
    return batch;
  }

  /** Targets are what the first modality begins with. */
  private static LabelledExample labelled(Example example, int label, Architecture architecture) {
    if (architecture.kind() == Task.CLASSIFICATION) {
      return new LabelledExample(example, label);
    }
    List<Float> targets = new ArrayList<>();
    for (int t = 0; t < architecture.classes(); t++) {
      targets.add(example.inputs().get(architecture.modalityNames().get(0))[t]);
    }
    return new LabelledExample(example, targets);
  }
}
