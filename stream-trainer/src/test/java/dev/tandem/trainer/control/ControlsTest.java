package dev.tandem.trainer.control;

import static dev.tandem.trainer.control.TestingWords.halt;
import static dev.tandem.trainer.control.TestingWords.pin;
import static dev.tandem.trainer.control.TestingWords.quarantine;
import static dev.tandem.trainer.control.TestingWords.raw;
import static dev.tandem.trainer.control.TestingWords.release;
import static dev.tandem.trainer.control.TestingWords.releaseOf;
import static dev.tandem.trainer.control.TestingWords.resume;
import static dev.tandem.trainer.control.TestingWords.unpin;
import static dev.tandem.trainer.control.TestingWords.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.trainer.control.Controls.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlsTest {
  private final Controls controls = new Controls("tiny", ControlState.EMPTY);

  @Test
  void shouldKeepOutWhatBeginsInTheSpan() {
    controls.accept(quarantine(0, "cam-1", 100));
    controls.accept(release(1, "cam-1", 200));

    assertThat(controls.quarantines("cam-1", 99)).isFalse();
    assertThat(controls.quarantines("cam-1", 100)).isTrue();
    assertThat(controls.quarantines("cam-1", 199)).isTrue();
    assertThat(controls.quarantines("cam-1", 200)).isFalse();
    assertThat(controls.quarantines("cam-2", 150)).isFalse();
  }

  @Test
  void shouldNotDependOnTheOrderOfWordsForDifferentTimes() {
    controls.accept(release(0, "cam-1", 200));
    controls.accept(quarantine(1, "cam-1", 100));

    assertThat(controls.quarantines("cam-1", 150)).isTrue();
    assertThat(controls.quarantines("cam-1", 250)).isFalse();
  }

  @Test
  void shouldTakeTheLaterOfTwoWordsForOneTime() {
    controls.accept(quarantine(0, "cam-1", 100));
    controls.accept(release(1, "cam-1", 100));

    assertThat(controls.quarantines("cam-1", 150)).isFalse();
  }

  @Test
  void shouldCountTheStreamsThatAreKeptOut() {
    controls.accept(quarantine(0, "cam-1", 100));
    controls.accept(quarantine(1, "cam-2", 100));
    controls.accept(release(2, "cam-1", 200));

    assertThat(controls.quarantined()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAWordForClipsThatWereDecided() {
    controls.decide(99);
    assertThat(controls.accept(quarantine(0, "cam-1", 100))).isEmpty();
    controls.decide(150);
    controls.decide(120);

    assertThat(controls.accept(release(1, "cam-1", 150)))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.tally()).isEqualTo(Tally.LATE);
              assertThat(refusal.stream()).isEqualTo("cam-1");
              assertThat(refusal.reason())
                  .isEqualTo(
                      "RELEASE of stream cam-1 takes effect at 1970-01-01T00:00:00.150Z, but clips up to 1970-01-01T00:00:00.150Z were decided before it was read; say it again with a later time");
            });
    assertThat(controls.quarantines("cam-1", 160)).isTrue();
  }

  @Test
  void shouldTakeNoteOfAWordOnce() {
    controls.decide(150);

    assertThat(controls.accept(quarantine(0, "cam-1", 100))).isPresent();
    assertThat(controls.accept(quarantine(0, "cam-1", 100))).isEmpty();
  }

  @Test
  void shouldStandByWhatItDecidedAfterARestart() {
    controls.accept(quarantine(0, "cam-1", 100));
    controls.decide(150);
    controls.accept(release(1, "cam-1", 140));
    Controls restored = new Controls("tiny", controls.snapshot());

    assertThat(restored.accept(quarantine(0, "cam-1", 100))).isEmpty();
    assertThat(restored.accept(release(1, "cam-1", 140))).isEmpty();
    assertThat(restored.snapshot()).isEqualTo(controls.snapshot());
    assertThat(restored.accept(release(2, "cam-1", 150))).isPresent();
    assertThat(restored.quarantines("cam-1", 160)).isTrue();
  }

  @Test
  void shouldKeepItsStateInBytes() throws Exception {
    controls.accept(quarantine(3, "cam-1", 100));
    controls.accept(release(4, "cam-1", 200));
    controls.accept(quarantine(5, "cam-2", 300));
    controls.decide(42);
    controls.accept(releaseOf(6, 3, 70));
    controls.compare(60);

    controls.accept(halt(7, 500));
    controls.takeDirective(400);

    assertThat(RoundTrip.of(new ControlState.Serializer(), controls.snapshot()))
        .usingRecursiveComparison()
        .isEqualTo(controls.snapshot());
  }

  @ParameterizedTest
  @EnumSource(
      value = ControlAction.class,
      names = {"UNPIN", "FOLLOW"})
  void shouldLeaveWhatIsSaidToConsumersToThem(ControlAction action) {
    assertThat(controls.accept(word(0, "tiny", action, "", 100))).isEmpty();
    assertThat(controls.snapshot().quarantine()).isEmpty();
  }

  @Test
  void shouldKeepThePinnedVersionUntilConsumersFollowAgain() {
    controls.accept(pin(0, 7));
    controls.accept(pin(1, 9));

    assertThat(controls.keeps(version(9))).isTrue();
    assertThat(controls.keeps(version(7))).isFalse();
    assertThat(controls.keeps(new ModelKey("tiny", 2, 9))).isFalse();

    controls.accept(unpin(2));

    assertThat(controls.keeps(version(9))).isFalse();
  }

  @Test
  void shouldKnowThePinAgainAfterARestart() {
    controls.accept(pin(0, 7));
    controls.accept(pin(1, 9));
    Controls restored = new Controls("tiny", controls.snapshot());

    restored.accept(pin(0, 7));
    restored.accept(pin(1, 9)); // the whole topic
    restored.accept(pin(0, 7)); // the source, from an earlier place

    assertThat(restored.keeps(version(9))).isTrue();
    assertThat(restored.keeps(version(7))).isFalse();
  }

  @Test
  void shouldReleaseFromItsTimeOnAndKeepEachReleasedVersion() {
    controls.accept(releaseOf(0, 5, 100));
    controls.accept(releaseOf(1, 3, 200));

    assertThat(controls.keeps(version(3)) && controls.keeps(version(5))).isTrue();
    assertThat(controls.keeps(version(4))).isFalse();
    assertThat(released(99)).isEmpty();
    assertThat(released(100)).containsExactly(5);
    assertThat(released(200)).containsExactly(3, 5);
    assertThat(controls.isReleased(new ModelKey("tiny", 2, 5), 200)).isFalse();
  }

  /** To ask decides nothing: a word may still come. */
  @Test
  void shouldTakeAReleaseThatWasAskedForButNotComparedWith() {
    assertThat(released(150)).isEmpty();

    assertThat(controls.accept(releaseOf(0, 5, 150))).isEmpty();
    assertThat(released(150)).containsExactly(5);
  }

  private List<Integer> released(long time) {
    return IntStream.rangeClosed(1, 9)
        .filter(version -> controls.isReleased(version(version), time))
        .boxed()
        .toList();
  }

  private static ModelKey version(int version) {
    return new ModelKey("tiny", 1, version);
  }

  @Test
  void shouldRefuseAReleaseForVersionsThatWereComparedButKeepTheVersion() {
    controls.compare(150);

    assertThat(controls.accept(releaseOf(0, 5, 150)).orElseThrow().tally()).isEqualTo(Tally.LATE);
    assertThat(released(160)).isEmpty();
    assertThat(controls.keeps(version(5))).isTrue();
  }

  @Test
  void shouldHandOutTheLastWordThatIsDueOnce() {
    controls.accept(halt(0, 100));
    controls.accept(resume(1, 4, 200));

    assertThat(controls.takeDirective(99)).isEmpty();
    assertThat(controls.takeDirective(250).orElseThrow().resumed())
        .hasValue(new ModelKey("tiny", 1, 4));
    assertThat(controls.takeDirective(300)).isEmpty();
    assertThat(controls.keeps(version(4))).isTrue(); // a replay goes on from it again
  }

  @Test
  void shouldRefuseAnOrderForBatchesThatWereTrained() {
    controls.takeDirective(150);

    assertThat(controls.accept(halt(0, 150)).orElseThrow().reason())
        .isEqualTo(
            "HALT of model tiny takes effect at 1970-01-01T00:00:00.150Z, but batches up to 1970-01-01T00:00:00.150Z were trained before it was read; say it again with a later time");
    assertThat(controls.takeDirective(160)).isEmpty();
  }

  @Test
  void shouldLeaveWhatIsSaidOfOtherModelsToThem() {
    controls.accept(word(0, "other", ControlAction.QUARANTINE, "cam-1", 100));

    assertThat(controls.quarantines("cam-1", 150)).isFalse();
  }

  @Test
  void shouldRefuseWhatIsNoWord() {
    List<Refusal> refusals =
        List.of(
            controls.accept(raw(0, "junk".getBytes(StandardCharsets.UTF_8))).orElseThrow(),
            controls.accept(word(1, "tiny", ControlAction.QUARANTINE, "", 100)).orElseThrow(),
            controls.accept(word(2, "tiny", ControlAction.PIN, "", 100)).orElseThrow(),
            controls.accept(word(3, "tiny", ControlAction.RELEASE, "", 100)).orElseThrow());

    assertThat(refusals).extracting(Refusal::tally).containsOnly(Tally.INVALID);
    assertThat(refusals)
        .extracting(Refusal::reason)
        .containsExactly(
            "not Avro single-object encoding: 4 bytes without the marker C3 01",
            "QUARANTINE names no stream",
            "PIN names version 0.0; both start at 1",
            "RELEASE names version 0.0; both start at 1");
  }

  @Test
  void shouldIgnoreATombstone() {
    assertThat(controls.accept(raw(0, null))).isEmpty();
  }
}
