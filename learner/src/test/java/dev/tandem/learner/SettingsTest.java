package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.AdamSettings;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.AugmentationSettings;
import dev.tandem.learner.spec.CnnSpec;
import dev.tandem.learner.spec.EncoderSpec;
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
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.WatchSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final PaceSettings PACE = PaceSettings.defaults();
  private static final OptimizerSettings ADAM = OptimizerSettings.named("adam");
  private static final LearnerSettings LEARNER = TestingClips.settings(TestingClips.pair());

  @Test
  void shouldHaveTheDefaultsOfTheMethod() {
    assertThat(PACE).isEqualTo(new PaceSettings(0.8, Optional.empty(), 2, true, 0, false, 0));
    assertThat(LEARNER.policy()).isEqualTo("mlb");
    assertThat(LEARNER.compute().threads()).isEqualTo(1);
    assertThat(ADAM.adam()).isEqualTo(new AdamSettings(0.9, 0.999, 1e-8));
    assertThat(ADAM.clipNorm()).isEmpty();
    assertThat(LEARNER.objective())
        .isEqualTo(new ObjectiveSettings("cross-entropy", LossWeights.equal(), 0));
    assertThat(LEARNER.rehearsal())
        .isEqualTo(new RehearsalSettings(2000, 64 << 20, 1, AugmentationSettings.off()));
    assertThat(LEARNER.readout()).isEqualTo(new ReadoutSettings("hedge", "ema"));
    assertThat(LEARNER.watch()).isEqualTo(new WatchSettings("adwin", 10));
    assertThat(ADAM.schedule().factor(1_000_000)).isEqualTo(1);
  }

  @Test
  void shouldChooseAnEncoderForTheInput() {
    assertThat(EncoderSpec.forInput(List.of(64))).isEqualTo(EncoderSpec.mlp(128));
    assertThat(EncoderSpec.forInput(List.of(40, 98))).isEqualTo(EncoderSpec.cnn(8, 16, 32));
    assertThat(EncoderSpec.forInput(List.of(3, 28, 28))).isEqualTo(EncoderSpec.cnn(8, 16));
    assertThat(EncoderSpec.forInput(List.of(6, 6))).isEqualTo(EncoderSpec.cnn());
    assertThat(CnnSpec.widthsFor(List.of(224, 224))).containsExactly(8, 16, 32, 64, 64);
  }

  @Test
  void shouldSayWhatIsWrongAndWhatToDo() {
    refuses(
        () -> PACE.withAlpha(-0.1), "learner.alpha is -0.1; must be > 0. Remove it to use 0.8.");
    refuses(
        () -> PACE.withBetaMax(0.5), "learner.beta-max is 0.5; must be >= 1. Remove it to use 2.");
    refuses(
        () -> PACE.withScoreHalfLife(-3),
        "learner.score-half-life is -3; must be >= 0. Remove it to use 0.");
    refuses(
        () -> PaceTarget.parse("loss"),
        "learner.pace-applies-to is 'loss'; known are update, gradient. Use one of them.");
    refuses(
        () -> ADAM.withLearningRate(Double.NaN),
        "learner.learning-rate is NaN; must be > 0. Remove it to use 0.002.");
    refuses(
        () -> new SgdSettings(1, false),
        "learner.momentum is 1; must be >= 0 and < 1. Remove it to use 0.9.");
    refuses(
        () -> LEARNER.compute().withThreads(0),
        "learner.threads is 0; must be >= 1. Remove it to use 1.");
    refuses(
        () ->
            LEARNER.withObjective(
                LEARNER.objective().withWeights(new LossWeights(Map.of("taste", 1.0)))),
        "the head of learner.loss-weights is 'taste'; known are fused, sight, sound. Use one of them.");
  }

  @Test
  void shouldRefuseAugmentationsThatDoNotFit() {
    refusesAugmentation(
        "sight",
        "blur",
        "an augmentation of learner.augment is 'blur'; known are brightness, crop, erase, flip, frequency-mask, noise, shift, time-mask. Use one of them.");
    refusesAugmentation(
        "sight",
        "shift++noise",
        "an augmentation of learner.augment is ''; known are brightness, crop, erase, flip, frequency-mask, noise, shift, time-mask. Use one of them.");
    refusesAugmentation(
        "sight",
        "noise:much",
        "an augmentation of learner.augment is 'noise:much'; its strength must be a number, as in noise:0.2. Correct it.");
    refusesAugmentation(
        "sight",
        "noise:2",
        "the strength of noise is 2.0; must be > 0 and <= 1. Remove it to use 0.2.");
    refusesAugmentation(
        "sight",
        "noise:0",
        "the strength of noise is 0.0; must be > 0 and <= 1. Remove it to use 0.2.");
    refusesAugmentation(
        "sight",
        "flip",
        "learner.augment has flip for sight, whose input (7, 9) is taken as a map, with frequency and time last; known for that are frequency-mask, noise, shift, time-mask. Use one of them.");
    refusesAugmentation(
        "sound",
        "noise+shift",
        "learner.augment has shift for sound, whose input (6) is taken as values in no order; known for that are noise. Use one of them.");
    refusesAugmentation(
        "sight",
        "noise:0.1+shift+noise",
        "learner.augment has noise for sight more than once. Leave one out.");
    refusesAugmentation(
        "taste",
        "noise",
        "the modality of learner.augment is 'taste'; known are sound, sight. Use one of them.");
    AugmentationSettings flip = AugmentationSettings.parse("replays", Map.of("sight", "flip"));
    assertThatThrownBy(() -> LEARNER.withRehearsal(LEARNER.rehearsal().withAugmentation(flip)))
        .hasMessageStartingWith("learner.rehearsal-augment has flip for sight, ");
  }

  /** A mask says that three sizes are a map; without one they are frames. */
  @Test
  void shouldTellMapsFromFramesBySizesAndNames() {
    LearnerSettings three = TestingClips.settings(TestingNetworks.conformers());

    assertThat(augmented(three, "sight", "shift+crop+noise").augmentation().of("sight")).hasSize(3);
    assertThat(augmented(three, "sight", "shift+time-mask").augmentation().of("sight")).hasSize(2);
    refuses(
        () -> augmented(three, "sight", "crop+time-mask"),
        "learner.augment has crop for sight, whose input (3, 4, 5) is taken as a map, with frequency and time last; known for that are frequency-mask, noise, shift, time-mask. Use one of them.");
    ModalitySpec coloured = new ModalitySpec("sight", List.of(2, 3, 4, 5), EncoderSpec.mlp(8));
    LearnerSettings four =
        TestingClips.settings(
            new Architecture(
                List.of(TestingClips.pair().modalities().get(0), coloured), "late-linear", 3));
    refuses(
        () -> augmented(four, "sight", "time-mask"),
        "learner.augment has time-mask for sight, whose input (2, 3, 4, 5) is taken as frames, with height and width last; known for that are brightness, crop, erase, flip, noise, shift. Use one of them.");
  }

  private static void refusesAugmentation(String modality, String names, String message) {
    refuses(() -> augmented(LEARNER, modality, names), message);
  }

  private static LearnerSettings augmented(
      LearnerSettings settings, String modality, String names) {
    return settings.withAugmentation(
        AugmentationSettings.parse(AugmentationSettings.OF_NEW, Map.of(modality, names)));
  }

  @Test
  void shouldListTheKnownNames() {
    refuses(
        () -> Policies.settled(LEARNER.withPolicy("mbl")),
        "learner.policy is 'mbl'; known are %s. Use one of them."
            .formatted(String.join(", ", Policies.names())));
    refuses(
        () -> OptimizerSettings.named("adagrad"),
        "learner.optimizer is 'adagrad'; known are adam, adamw, rmsprop, sgd. Use one of them.");
    refuses(
        () -> EncoderSpec.requireKnown("rnn"),
        "encoder.type is 'rnn'; known are cnn, conformer, mlp, resnet18. Use one of them.");
    refuses(
        () -> new MlpSpec(List.of(), 4, "batch"),
        "encoder.normalization is 'batch'; known are layer, none. Use one of them.");
    refuses(
        () -> new Architecture(TestingClips.pair().modalities(), "early", 3),
        "architecture.fusion is 'early'; known are film, gated, late-cosine, late-linear, late-mlp, transformer. Use one of them.");
  }

  @Test
  void shouldRefuseArchitecturesThatCannotBe() {
    ModalitySpec vector = new ModalitySpec("a", List.of(4), EncoderSpec.mlp(128));

    refuses(
        () -> new Architecture(List.of(vector, vector), "late-linear", 3),
        "architecture.modalities is [a, a]; must be at least 2 different names. Correct the list.");
    refuses(
        () -> new ModalitySpec("fused", List.of(4), EncoderSpec.mlp(128)),
        "modality.name is 'fused'; must match [a-z][a-z0-9-]* and not be 'fused', which names the fused head. Rename it.");
    refuses(
        () -> new ModalitySpec("a", List.of(4, 0), EncoderSpec.mlp(128)),
        "modality a: inputShape is (4, 0); must have at least one size, each >= 1. Correct it.");
    refuses(
        () -> new ModalitySpec("b", List.of(4), EncoderSpec.cnn(8)),
        "modality b: a cnn encoder expected input (..., height, width) but got (4). Use mlp for vectors.");
    refuses(
        () -> LearnerSettings.of(TestingClips.pair(), List.of("one", "two")),
        "learner.class-names has 2 names; the architecture has 3 classes. Give one name per class.");
  }

  @Test
  void shouldKeepAnArchitectureThroughJson() {
    assertThat(Architecture.fromJson(TestingClips.pair().toJson())).isEqualTo(TestingClips.pair());
    assertThat(TestingClips.pair().toJson())
        .isEqualTo(
            "{\"modalities\":[{\"name\":\"sound\",\"inputShape\":[6],\"encoder\":{\"type\":\"mlp\",\"widths\":[8],\"representation\":5,\"normalization\":\"layer\"}},"
                + "{\"name\":\"sight\",\"inputShape\":[7,9],\"encoder\":{\"type\":\"cnn\",\"widths\":[3,4],\"representation\":6,\"normalization\":\"layer\"}}],"
                + "\"fusion\":\"late-linear\",\"classes\":3,\"task\":\"classification\"}");
    assertThat(
            Architecture.fromJson(
                TestingClips.pair().toJson().replace(",\"task\":\"classification\"", "")))
        .as("written before there were tasks")
        .isEqualTo(TestingClips.pair());
  }

  @Test
  void shouldRefuseJsonThatIsNoArchitecture() {
    refuses(
        () -> Architecture.fromJson("{}"),
        "architecture.modalities is missing; must be a list of at least 2 modalities. Add it.");
    refuses(
        () -> Architecture.fromJson(TestingClips.pair().toJson().replace("fusion", "fission")),
        "architecture.fusion is missing; must be one of film, gated, late-cosine, late-linear, late-mlp, transformer. Add it.");
    assertThatThrownBy(() -> Architecture.fromJson("{\"modalities\": [null]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("architecture is not readable: ");
    refuses(
        () -> Architecture.fromJson(""), "architecture is missing; must be a JSON object. Add it.");
    assertThatThrownBy(() -> Architecture.fromJson("{\"classes\": \"many\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("architecture is not readable: ");
  }

  private static void refuses(ThrowingCallable what, String message) {
    assertThatThrownBy(what).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
