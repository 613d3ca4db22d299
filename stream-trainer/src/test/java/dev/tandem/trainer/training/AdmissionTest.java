package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.schemas.records.NamedText;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
  void shouldAdmitTheShareOfConsecutiveIds(double share) {
    Admission admission = new Admission(share);
    long admitted =
        IntStream.range(0, 100_000)
            .filter(i -> admission.admits("studio-1-%08d".formatted(i)))
            .count();

    assertThat(admitted / 1e5).isCloseTo(share, within(0.01));
  }

  @Test
  void shouldAdmitMoreButNoOthersForALargerShare() {
    for (int i = 0; i < 1_000; i++) {
      String id = "cam-" + i;
      assertThat(new Admission(0.3).admits(id) && !new Admission(0.4).admits(id)).isFalse();
      assertThat(new Admission(1).admits(id)).isTrue();
    }
  }

  @Test
  void shouldChooseTheSameInEveryBuild() {
    Admission half = new Admission(0.5);

    assertThat(IntStream.range(0, 20).filter(i -> half.admits("clip-%03d".formatted(i))))
        .containsExactly(0, 2, 3, 4, 6, 9, 10, 12, 13, 14, 15, 16, 18, 19);
  }

  @Test
  void shouldLearnAsIfTheOthersWereNotInTheLog() {
    Admission half = new Admission(0.5);
    List<TrainerInput> all = new TestingFeed(40, 5).inputs();
    TestingModel shared = run(settings(Map.of("trainer.admit", "0.5")), all);
    TestingModel fewer =
        run(settings(Map.of()), all.stream().filter(input -> half.admits(id(input))).toList());

    assertThat(shared.digests()).hasSizeGreaterThan(1).isEqualTo(fewer.digests());
  }

  @Test
  void shouldNeedNoFeaturesOfTheOthers() {
    Admission half = new Admission(0.5);
    TrainerSettings settings = settings(Map.of("trainer.admit", "0.5"));
    List<TrainerInput> all = new TestingFeed(40, 5).inputs();
    List<TrainerInput> reduced = all.stream().map(input -> reduced(half, input)).toList();

    assertThat(reduced).isNotEqualTo(all);
    assertThat(run(settings, reduced).digests()).isEqualTo(run(settings, all).digests());
    assertThat(run(settings, reduced).totals()).isEqualTo(run(settings, all).totals());
  }

  @Test
  void shouldNotLearnFromClipsThatCameWithoutFeaturesUnderASmallerShare() {
    Admission half = new Admission(0.5);
    List<TrainerInput> all = new TestingFeed(40, 5).inputs();
    List<TrainerInput> reduced = all.stream().map(input -> reduced(half, input)).toList();

    assertThat(run(settings(Map.of()), reduced).totals())
        .isEqualTo(run(settings(Map.of("trainer.admit", "0.5")), all).totals());
  }

  private static TrainerInput reduced(Admission admission, TrainerInput input) {
    return input instanceof Candidate candidate
        ? new Candidate((JoinedClip) admission.reduce(candidate.clip()))
        : input;
  }

  @Test
  void shouldCountTheOthersAsSkipped() {
    TestingModel shared =
        run(settings(Map.of("trainer.admit", "0.5")), new TestingFeed(40, 5).inputs());

    Map<String, Double> totals = shared.totals();
    assertThat(totals.get("skippedNotAdmitted")).isBetween(10.0, 30.0);
    assertThat(totals.get("skipped")).isEqualTo(totals.get("skippedNotAdmitted"));
    assertThat(totals.get("trained") + totals.get("unlabelled") + totals.get("skipped"))
        .isEqualTo(totals.get("complete") + totals.get("partial"))
        .isEqualTo(40);
  }

  @Test
  void shouldSayInEveryVersionWhatShareItLearnedFrom() {
    TestingModel shared =
        run(settings(Map.of("trainer.admit", "0.5")), new TestingFeed(40, 5).inputs());

    assertThat(shared.manifests())
        .isNotEmpty()
        .allSatisfy(
            manifest ->
                assertThat(manifest.getProvenance())
                    .contains(new NamedText("trainer.admit", "0.5")));
  }

  private static String id(TrainerInput input) {
    return input instanceof Candidate candidate
        ? candidate.clip().clipId()
        : ((Verdict) input).clipId();
  }

  private static TestingModel run(TrainerSettings settings, List<TrainerInput> inputs) {
    TestingModel model = new TestingModel();
    try (ModelTrainer trainer = model.trainer(settings, Optional.empty())) {
      inputs.forEach(trainer::accept);
      while (trainer.work(END)) {
        // one step per call
      }
    }
    return model;
  }
}
