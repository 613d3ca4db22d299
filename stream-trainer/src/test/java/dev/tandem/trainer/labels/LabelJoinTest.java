package dev.tandem.trainer.labels;

import static dev.tandem.trainer.labels.LabelJoinHarness.clip;
import static dev.tandem.trainer.labels.LabelJoinHarness.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.assembly.ClipEvent.LostClip;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelJoinTest {
  /** After all clips and labels of a test. */
  private static final long FORGOTTEN = 1_000;

  private static final Object WATERMARK = "watermark";

  private LabelJoinHarness join;

  @AfterEach
  void close() throws Exception {
    join.close();
  }

  @Test
  void shouldHandOnAClipAtOnce() throws Exception {
    earliest(clip(0, 30));

    assertThat(join.inputs()).containsExactly(new Candidate(clip(0, 30)));
  }

  @Test
  void shouldHandOnALostClipWithoutKeepingState() throws Exception {
    earliest(new LostClip("x", ClipOutcome.LATE));

    assertThat(join.inputs()).containsExactly(new Lost(ClipOutcome.LATE));
    assertThat(join.stateEntries() + join.timers()).isZero();
  }

  @Test
  void shouldDecideWhenNoEarlierLabelCanCome() throws Exception {
    earliest(clip(0, 30), label(0, "cat", 60));
    join.watermark(99);
    assertThat(join.verdicts()).isEmpty();
    join.watermark(100);

    assertVerdict(60, "cat");
    assertForgotten();
  }

  @Test
  void shouldJoinALabelThatCameBeforeItsClip() throws Exception {
    earliest(label(0, "cat", 10), clip(0, 30));
    join.watermark(100);

    assertVerdict(30, "cat");
    assertForgotten();
  }

  @Test
  void shouldPreferTheEarliestWhicheverComesFirst() throws Exception {
    for (List<KnownLabel> order : bothOrders(label(0, "dog", 40), label(0, "cat", 50))) {
      earliest(order.get(0), clip(0, 30), order.get(1));
      join.watermark(100);

      assertVerdict(40, "dog");
      assertThat(join.tallies()).containsExactly(Tally.CONFLICTING);
      assertForgotten();
    }
  }

  @Test
  void shouldPreferTheLesserBytesOfEquallyEarlyLabels() throws Exception {
    KnownLabel cat = label(0, "cat", 40);
    KnownLabel dog = label(0, "dog", 40);
    assertThat(Arrays.compareUnsigned(cat.value(), dog.value())).isNegative();
    for (List<KnownLabel> order : bothOrders(cat, dog)) {
      earliest(clip(0, 30), order.get(0), order.get(1));
      join.watermark(100);

      assertVerdict(40, "cat");
    }
  }

  @Test
  void shouldCountTheSameLabelSentAgain() throws Exception {
    earliest(clip(0, 30), label(0, "cat", 40), label(0, "cat", 40));
    join.watermark(100);

    assertVerdict(40, "cat");
    assertThat(join.tallies()).containsExactly(Tally.DUPLICATE);
    assertThat(join.metric(JobMetric.UNUSED_RECORDS, "duplicate")).isEqualTo(1);
    assertThat(join.metric(JobMetric.STREAM_UNUSED_RECORDS, TestingRecords.STREAM, "duplicate"))
        .isEqualTo(1);
  }

  @Test
  void shouldDecideAtTheFirstLabelIfToldTo() throws Exception {
    first(clip(0, 30), label(0, "cat", 50), label(0, "dog", 40));

    assertVerdict(50, "cat");
    assertThat(join.tallies()).containsExactly(Tally.CONFLICTING);
    join.watermark(100);
    assertVerdict(50, "cat");
    assertForgotten();
  }

  @Test
  void shouldDecideAtTheClipIfItsFirstLabelIsThere() throws Exception {
    first(label(0, "cat", 10), clip(0, 30));

    assertVerdict(30, "cat");
  }

  @Test
  void shouldSayAtTheDeadlineThatNoLabelCame() throws Exception {
    for (LabelDecision decision : LabelDecision.values()) {
      begin(decision, clip(0, 30));
      join.watermark(100);

      assertThat(join.verdicts()).containsExactly(new Verdict("x", 100, Optional.empty()));
      assertForgotten();
    }
  }

  @Test
  void shouldNotUseALabelThatBecameKnownTooLate() throws Exception {
    earliest(clip(0, 30), label(0, "cat", 100));
    join.watermark(100);

    assertThat(join.verdicts()).containsExactly(new Verdict("x", 100, Optional.empty()));
    assertThat(join.tallies()).containsExactly(Tally.LATE);
    assertForgotten();
  }

  @Test
  void shouldUseALabelJustBeforeTheDeadline() throws Exception {
    earliest(clip(0, 30), label(0, "cat", 99));
    join.watermark(100);

    assertVerdict(99, "cat");
  }

  @Test
  void shouldLeaveWhatIsLateToTheDoorsCount() throws Exception {
    earliest(label(0, "cat", 40).asLate());

    assertThat(join.tallies()).isEmpty();
    assertThat(join.stateEntries() + join.timers()).isZero();
  }

  @Test
  void shouldCountALabelWhoseClipNeverCame() throws Exception {
    earliest(label(0, "cat", 40));
    join.watermark(199);
    assertThat(join.tallies()).isEmpty();
    join.watermark(200);

    assertThat(join.inputs()).isEmpty();
    assertThat(join.tallies()).containsExactly(Tally.LATE);
    assertForgotten();
  }

  @Test
  void shouldRefuseALabelWithAnotherClipTimeInEitherOrder() throws Exception {
    for (List<?> order : bothOrders((Object) clip(10, 30), label(0, "cat", 40))) {
      earliest(order.toArray());
      join.watermark(110);
      assertThat(join.verdicts()).containsExactly(new Verdict("x", 110, Optional.empty()));
      join.watermark(200);

      assertThat(join.tallies()).containsExactly(Tally.CONFLICTING);
      assertThat(join.reasons()).containsExactly("clip time is 0; the clip has 10");
      assertForgotten();
    }
  }

  @Test
  void shouldUseTheFittingLabelWheneverTheClipComes() throws Exception {
    KnownLabel wrong = label(10, "cat", 40);
    KnownLabel right = label(0, "dog", 50);
    for (LabelDecision decision : LabelDecision.values()) {
      for (List<?> order :
          List.of(
              List.of(clip(0, 30), wrong, right),
              List.of(wrong, clip(0, 30), right),
              List.of(wrong, right, clip(0, 30)))) {
        begin(decision, order.toArray());
        join.watermark(210);

        assertVerdict(50, "dog");
        assertThat(join.tallies()).containsExactly(Tally.CONFLICTING);
        assertThat(join.reasons()).containsExactly("clip time is 10; the clip has 0");
        assertForgotten();
      }
    }
  }

  @Test
  void shouldKeepALabelWhenOneOfAnEarlierClipTimeExpires() throws Exception {
    earliest(label(0, "cat", 40), label(130, "dog", 140));
    join.watermark(200);
    assertThat(join.tallies()).containsExactly(Tally.LATE);
    join.send(clip(130, 150));
    join.watermark(230);

    assertVerdict(150, "dog");
    assertForgotten();
  }

  @Test
  void shouldJudgeALabelAlikeWhetherItsClipIsOpenClosedOrStillToCome() throws Exception {
    KnownLabel wrong = label(90, "cat", 95);
    for (List<?> order :
        List.of(
            List.of(wrong, wrong, clip(0, 30)),
            List.of(wrong, clip(0, 30), wrong),
            List.of(clip(0, 30), wrong, wrong),
            List.of(clip(0, 30), WATERMARK, wrong, wrong),
            List.of(clip(0, 30), wrong, WATERMARK, wrong))) {
      earliest();
      for (Object input : order) {
        if (input == WATERMARK) {
          join.watermark(150);
        } else {
          join.send(input);
        }
      }
      join.watermark(290);

      assertThat(join.tallies()).containsExactly(Tally.DUPLICATE, Tally.CONFLICTING);
      assertThat(join.reasons()).containsExactly("clip time is 90; the clip has 0");
      assertForgotten();
    }
  }

  @Test
  void shouldNotCallALabelContradictingThatIsFarFromItsClip() throws Exception {
    for (List<?> order : bothOrders((Object) clip(0, 30), label(100, "cat", 140))) {
      earliest(order.toArray());
      join.watermark(300);

      assertThat(join.tallies()).containsExactly(Tally.LATE);
      assertThat(join.reasons()).isEmpty();
      assertForgotten();
    }
  }

  @Test
  void shouldRefuseMoreClipTimesThanLabelsMayClaim() throws Exception {
    earliest();
    for (int time = 0; time < 1_000; time++) {
      join.send(label(time % 90, "cat", 90));
    }

    assertThat(join.timers()).isEqualTo(LabelJoin.MOST_TIMES);
    assertThat(join.reasons())
        .startsWith(
            "clip time is 16; labels of this clip claim 16 others already, and a clip has one; mend what writes them")
        .hasSize(1_000 - join.tallies(Tally.DUPLICATE) - LabelJoin.MOST_TIMES);
    assertThat(join.metric(JobMetric.UNUSED_RECORDS, "conflicting"))
        .isEqualTo(join.reasons().size());
    assertForgotten();
  }

  /** The 16 that count are there, with or without their clip, and when one of them was used. */
  @Test
  void shouldRefuseAnotherClipTimeWheneverItComes() throws Exception {
    KnownLabel one = label(200, "dog", 210);
    for (List<?> order :
        List.of(
            List.of(one),
            List.of(clip(100, 130), one),
            List.of(one, clip(100, 130)),
            List.of(clip(100, 130), WATERMARK, one),
            List.of(clip(100, 130), WATERMARK, "restore", one),
            List.of(WATERMARK, one))) {
      earliest();
      for (int time = 100; time < 100 + LabelJoin.MOST_TIMES; time++) {
        join.send(label(time, "cat", 150));
      }
      for (Object input : order) {
        if (input == WATERMARK) {
          join.watermark(299);
        } else if (input.equals("restore")) {
          join.restore();
        } else {
          join.send(input);
        }
      }

      assertThat(join.reasons()).anyMatch(reason -> reason.startsWith("clip time is 200; labels"));
      join.close();
    }
  }

  @Test
  void shouldLetOtherClipTimesClaimAgainLater() throws Exception {
    earliest();
    for (int time = 0; time < LabelJoin.MOST_TIMES; time++) {
      join.send(label(time, "cat", 50));
    }
    join.send(label(101, "dog", 150), clip(101, 150));
    join.watermark(201);

    assertVerdict(150, "dog");
  }

  @Test
  void shouldGoOnAlikeAfterARestore() throws Exception {
    earliest(label(0, "dog", 40));
    join.restore();
    join.send(clip(0, 30));
    join.restore();
    join.send(label(0, "cat", 50));
    join.watermark(100);

    assertVerdict(40, "dog");
    assertForgotten();
  }

  private void earliest(Object... inputs) throws Exception {
    begin(LabelDecision.EARLIEST, inputs);
  }

  private void first(Object... inputs) throws Exception {
    begin(LabelDecision.FIRST, inputs);
  }

  private void begin(LabelDecision decision, Object... inputs) throws Exception {
    join = new LabelJoinHarness(decision);
    join.send(inputs);
  }

  private static <T> List<List<T>> bothOrders(T one, T other) {
    return List.of(List.of(one, other), List.of(other, one));
  }

  private void assertVerdict(long readyTime, String className) {
    assertThat(join.verdicts())
        .containsExactly(new Verdict("x", readyTime, Optional.of(LabelValue.ofClass(className))));
  }

  private void assertForgotten() throws Exception {
    join.watermark(FORGOTTEN);
    assertThat(join.stateEntries()).isZero();
    assertThat(join.timers()).isZero();
  }
}
