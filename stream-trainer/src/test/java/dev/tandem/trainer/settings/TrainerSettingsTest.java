package dev.tandem.trainer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.AugmentationSettings;
import dev.tandem.learner.spec.AugmentationSpec;
import dev.tandem.learner.spec.AugmentationType;
import dev.tandem.learner.spec.LateCosineSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.labels.LabelDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerSettingsTest {
  private static final String MESSAGES =
      """
      trainer.batch-size | 0 | trainer.batch-size is 0; must be 1 to 4096. Remove it to use 16.
      trainer.batch-size | many | trainer.batch-size is many; must be 1 to 4096. Remove it to use 16.
      trainer.admit | 0 | trainer.admit is 0; must be > 0 and <= 1. Remove it to use 1.0.
      trainer.until | tomorrow | trainer.until is tomorrow; must be a time such as 2026-11-01T00:00:00Z. Remove it to use the default.
      learner.alpha | -0.1 | learner.alpha is -0.1; must be > 0. Remove it to use 0.8.
      join.window | 5 | join.window is 5; must be more than zero, such as 250ms, 2s, 5min, 1h. Remove it to use 5s.
      label.decide | last | label.decide is last; must be one of earliest, first. Remove it to use earliest.
      trainer.classes | cat | trainer.classes is 'cat'; must be at least two different names with commas between them. Remove it to use 0,1,2,3,4,5,6,7,8,9.
      trainer.classes | cat,cat | trainer.classes is 'cat,cat'; must be at least two different names with commas between them. Remove it to use 0,1,2,3,4,5,6,7,8,9.
      trainer.modalities | audio,,video | trainer.modalities is 'audio,,video'; must be at least two different names with commas between them. Remove it to use audio,video.
      trainer.shapes | audio=40x98 | trainer.shapes is audio=40x98; must name exactly the modalities audio, video
      trainer.shapes | audio=4,audio=5,video=6 | trainer.shapes is 'audio=4,audio=5,video=6'; must be NAME=VALUE pairs with commas between them, such as audio=40x98,video=3x28x28. Remove it to use audio=40x98,video=3x28x28.
      trainer.shapes | audio=40x0,video=4 | trainer.shapes is 'audio=40x0,video=4'; must be NAME=VALUE pairs with commas between them, such as audio=40x98,video=3x28x28. Remove it to use audio=40x98,video=3x28x28.
      trainer.shapes | audio | trainer.shapes is 'audio'; must be NAME=VALUE pairs with commas between them, such as audio=40x98,video=3x28x28. Remove it to use audio=40x98,video=3x28x28.
      trainer.extractors | audio=mel,video=stack/1 | trainer.extractors has 'mel' for audio; must be NAME/VERSION, such as log-mel/1
      trainer.model | a model | trainer.model is 'a model'; allowed are letters, digits, '.', '-' and '_'
      learner.encoders | audio=rnn,video=cnn | encoder.type is 'rnn'; known are cnn, conformer, mlp, resnet18. Use one of them.
      learner.optimizer | lion | learner.optimizer is 'lion'; known are adam, adamw, rmsprop, sgd. Use one of them.
      learner.augment | noise | learner.augment is 'noise'; off, or names of brightness, crop, erase, flip, frequency-mask, noise, shift, time-mask with + between them, for some modalities, such as audio=time-mask+noise:0.1,video=crop+flip. Remove it to use off.
      learner.augment | audio=flip | learner.augment has flip for audio, whose input (40, 98) is taken as a map, with frequency and time last; known for that are frequency-mask, noise, shift, time-mask. Use one of them.
      learner.rehearsal-augment | video=mirror | an augmentation of learner.rehearsal-augment is 'mirror'; known are brightness, crop, erase, flip, frequency-mask, noise, shift, time-mask. Use one of them.
      learner.rehearsal-augment | smell=noise | the modality of learner.rehearsal-augment is 'smell'; known are audio, video. Use one of them.
      topics.prefix | a b | topics.prefix is 'a b'; allowed are letters, digits, '-', '_' and single dots
      """;

  @Test
  void shouldHaveDefaults() {
    TrainerSettings settings = settings();

    assertThat(settings.model()).isEqualTo("av");
    assertThat(settings.generation()).isEqualTo(1);
    assertThat(settings.batchSize()).isEqualTo(16);
    assertThat(settings.publication().every()).isEqualTo(20);
    assertThat(settings.publication().retain()).isEqualTo(20);
    assertThat(settings.given()).isEmpty();
    assertThat(settings.join().contracts())
        .containsExactly(
            new ModalityContract("audio", "log-mel", "1", List.of(40, 98)),
            new ModalityContract("video", "frame-stack", "1", List.of(3, 28, 28)));
    assertThat(settings.join().labelDecision()).isEqualTo(LabelDecision.EARLIEST);
    assertThat(settings.learner().policy()).isEqualTo("mlb");
    assertThat(settings.learner().classNames()).hasSize(10);
  }

  @Test
  void shouldFitEveryOptionsDefault() {
    TreeMap<String, String> defaults = new TreeMap<>();
    TrainerOptions.ALL.forEach(option -> defaults.put(option.key(), option.fallback()));
    TrainerSettings given = TrainerSettings.of(Config.of(defaults, TrainerOptions.ALL));

    assertThat(given).usingRecursiveComparison().ignoringFields("given").isEqualTo(settings());
  }

  @Test
  void shouldOpenLabelsForWindowAndTimeout() {
    JoinSettings join = settings("join.window", "3s", "label.timeout", "4s").join();

    assertThat(join.labelOpen()).isEqualTo(Duration.ofMillis(7001));
    assertThat(join.featureDoor().open()).isEqualTo(Duration.ofSeconds(3));
    assertThat(join.labelDoor().open()).isEqualTo(Duration.ofMillis(7001));
  }

  @Test
  void shouldReachPastEveryOpenBatchAtTheEnd() {
    JoinSettings join =
        settings("join.window", "3s", "label.timeout", "4s", "trainer.batch-max-wait", "10s")
            .join();

    // the trainer knows label-open less; then the last batch waits, and the rest after it
    assertThat(join.horizon().minus(join.labelOpen()))
        .isGreaterThan(join.labelOpen().plusSeconds(10 + 10));
  }

  @Test
  void shouldHandTheArchitectureToTheLearner() {
    TrainerSettings settings =
        settings(
            "trainer.modalities", "a, b, c",
            "trainer.shapes", "c=3,a=1x2,b=5",
            "trainer.extractors", "a=x/1,b=y/z/2,c=x/1",
            "trainer.classes", "cat,dog",
            "learner.encoders", "a=mlp,b=mlp,c=mlp",
            "learner.widths", "a=8,b=8x9,c=7");

    assertThat(settings.learner().architecture().modalities())
        .extracting(ModalitySpec::name)
        .containsExactly("a", "b", "c");
    assertThat(settings.learner().architecture().modalities().get(1).encoder())
        .isEqualTo(new MlpSpec(List.of(8, 9), 64, "layer"));
    assertThat(settings.learner().architecture().classes()).isEqualTo(2);
    assertThat(settings.join().contracts().get(1))
        .isEqualTo(new ModalityContract("b", "y/z", "2", List.of(5)));
  }

  @Test
  void shouldRefuseAnEndThatIsNotAfterTheBeginning() {
    String time = "2026-11-01T00:00:00Z";

    assertThatThrownBy(() -> settings("trainer.from", time, "trainer.until", time))
        .hasMessage(
            "trainer.until is %1$s; must be after trainer.from, which is %1$s".formatted(time));
  }

  @Test
  void shouldReadFarEnoughBeforeTheBeginning() {
    JoinSettings join = settings("trainer.from", "2026-11-01T00:00:00Z").join();

    assertThat(join.readFrom())
        .contains(Instant.parse("2026-11-01T00:00:00Z").minus(join.horizon()).minusSeconds(600));
    assertThat(settings().join().readFrom()).isEmpty();
  }

  @Test
  void shouldTakeThePapersFormThroughoutByPreset() {
    LearnerSettings paper = settings("learner.preset", "paper", "learner.alpha", "2").learner();

    assertThat(paper.pace().appliesTo()).hasValue(PaceTarget.GRADIENT);
    assertThat(paper.pace().scoreHalfLife()).isZero();
    assertThat(paper.pace().alpha()).as("what a user sets wins").isEqualTo(2);
    assertThat(paper.rehearsal().updatesPerBatch()).isZero();
    assertThat(paper.readout()).isEqualTo(ReadoutSettings.plain());
    assertThat(paper.watch().watchesDrift()).isFalse();
    assertThat(settings().learner().rehearsal()).isEqualTo(RehearsalSettings.defaults());
    assertThat(settings().learner().readout()).isEqualTo(ReadoutSettings.defaults());
  }

  @Test
  void shouldTakeThePapersFormOfAPolicyWithoutAPaceToo() {
    LearnerSettings joint =
        settings("learner.preset", "paper", "learner.policy", "joint").learner();

    assertThatThrownBy(() -> settings("learner.policy", "best"))
        .hasMessage(
            "learner.policy is 'best'; known are %s. Use one of them."
                .formatted(String.join(", ", Policies.names())));
    assertThat(joint.pace().appliesTo()).isEmpty();
    assertThat(joint.readout()).isEqualTo(ReadoutSettings.plain());
    assertThatThrownBy(
            () -> settings("learner.policy", "joint", "learner.pace-applies-to", "update"))
        .hasMessage(
            "learner.pace-applies-to is update, and learner.policy joint has no pace. Remove it.");
  }

  @Test
  void shouldTakeThePoliciesOwnOptionsAndHowTheyAnswer() {
    LearnerSettings cosine =
        settings("learner.policy", "mmcosine", "learner.mmcosine.scale", "4").learner();

    assertThat(cosine.architecture().fusion()).isEqualTo(new LateCosineSpec(4));
    assertThat(settings("learner.policy", "ensemble").learner().architecture().answer())
        .isEqualTo("mean");
    assertThatThrownBy(() -> settings("learner.opm.q", "1"))
        .hasMessage("learner.opm.q is 1; must be > 0 and < 1. Remove it to use 0.5.");
  }

  @Test
  void shouldAugmentWhatIsAskedFor() {
    LearnerSettings learner =
        settings(
                "learner.augment", "audio=noise:0.1",
                "learner.rehearsal-augment", "video=crop + flip,audio=time-mask")
            .learner();

    assertThat(learner.augmentation().of("audio"))
        .containsExactly(new AugmentationSpec(AugmentationType.NOISE, 0.1));
    assertThat(learner.augmentation().of("video")).isEmpty();
    assertThat(learner.rehearsal().augmentation().of("video"))
        .containsExactly(
            AugmentationSpec.of(AugmentationType.CROP), AugmentationSpec.of(AugmentationType.FLIP));
    assertThat(settings("learner.augment", "off").learner().augmentation())
        .isEqualTo(AugmentationSettings.off());
  }

  @Test
  void shouldKeepWhatWasGiven() {
    assertThat(settings("trainer.seed", "7").given())
        .isEqualTo(new TreeMap<>(Map.of("trainer.seed", "7")));
    assertThat(settings("trainer.seed", "7").learner().seed()).isEqualTo(7);
  }

  @Test
  void shouldRefuseALeapThatIsShorterThanTheExpiry() {
    assertThatThrownBy(() -> settings("stream.expiry", "3d"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("stream.max-leap is 1d; must be at least stream.expiry, which is 3d");
  }

  @Test
  void shouldRefuseAnUnknownKey() {
    assertThatThrownBy(() -> settings("trainer.sed", "7"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "unknown setting trainer.sed; did you mean trainer.seed? Known are join.max-drift, ")
        .hasMessageContaining("trainer.seed");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = MESSAGES)
  void shouldRefuse(String key, String value, String message) {
    assertThatThrownBy(() -> settings(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  private static TrainerSettings settings(String... pairs) {
    TreeMap<String, String> config = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      config.put(pairs[i], pairs[i + 1]);
    }
    return TrainerSettings.of(Config.of(config, TrainerOptions.ALL));
  }
}
