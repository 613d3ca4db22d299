package dev.tandem.trainer.labels;

import static dev.tandem.trainer.labels.LabelJoinHarness.clip;
import static dev.tandem.trainer.labels.LabelJoinHarness.correction;
import static dev.tandem.trainer.labels.LabelJoinHarness.label;
import static dev.tandem.trainer.labels.LabelJoinHarness.retraction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a label that another one corrects or takes back. */
class LabelRevisionTest {
  private static final String DECIDED =
      "but labels of its clip were decided at 100 (clip time + join.window + label.timeout), and what a model has learned it keeps";

  private LabelJoinHarness join;

  @AfterEach
  void close() throws Exception {
    join.close();
  }

  @Test
  void shouldUseACorrectionInPlaceOfALabel() throws Exception {
    begin(clip(0, 30), label(0, "cat", 40), correction(0, "dog", 60));
    join.watermark(100);

    assertVerdict(60, "dog");
    assertThat(join.tallies()).containsExactly(Tally.CORRECTED);
    assertThat(join.metric(JobMetric.UNUSED_RECORDS, "corrected")).isEqualTo(1);
    assertThat(join.reasons()).isEmpty();
  }

  @Test
  void shouldUseACorrectionOfNothingAsALabel() throws Exception {
    begin(clip(0, 30), correction(0, "dog", 40));
    join.watermark(100);

    assertVerdict(40, "dog");
    assertThat(join.tallies()).isEmpty();
  }

  @Test
  void shouldUseACorrectionThatBecameKnownBeforeWhatItCorrects() throws Exception {
    begin(clip(0, 30), correction(0, "dog", 40), label(0, "cat", 60));
    join.watermark(100);

    assertVerdict(40, "dog");
  }

  @Test
  void shouldLeaveAClipWithoutLabelWhenItWasTakenBack() throws Exception {
    begin(clip(0, 30), label(0, "cat", 40), correction(0, "dog", 50), retraction(0, 60));
    join.watermark(100);

    assertThat(join.verdicts()).containsExactly(new Verdict("x", 100, Optional.empty()));
    assertThat(join.tallies()).containsExactly(Tally.CORRECTED, Tally.CORRECTED);
  }

  @Test
  void shouldUseALabelThatIsGivenAgainAfterItWasTakenBack() throws Exception {
    begin(clip(0, 30), label(0, "cat", 40), retraction(0, 50), correction(0, "cat", 60));
    join.watermark(100);

    assertVerdict(60, "cat");
  }

  @Test
  void shouldDecideAlikeInWhateverOrderTheyCome() throws Exception {
    KnownLabel label = label(0, "cat", 40);
    KnownLabel correction = correction(0, "dog", 55);
    for (List<Object> order :
        orders(List.of(clip(0, 30), label, correction, correction(0, "cat", 70)))) {
      begin(order.toArray());
      join.watermark(100);

      assertVerdict(70, "cat");
      assertThat(join.tallies()).containsExactly(Tally.CORRECTED, Tally.CORRECTED);
      join.close();
    }
    for (List<Object> order : orders(List.of(clip(0, 30), label, correction, retraction(0, 60)))) {
      begin(order.toArray());
      join.watermark(100);

      assertThat(join.verdicts()).containsExactly(new Verdict("x", 100, Optional.empty()));
      assertThat(join.tallies()).containsExactly(Tally.CORRECTED, Tally.CORRECTED);
      join.close();
    }
  }

  @Test
  void shouldPreferTheGreaterBytesOfEquallyLateRevisions() throws Exception {
    for (List<Object> order :
        orders(List.of(clip(0, 30), correction(0, "cat", 40), correction(0, "dog", 40)))) {
      begin(order.toArray());
      join.watermark(100);

      assertVerdict(40, "dog");
      join.close();
    }
  }

  @Test
  void shouldChangeNothingWhenARevisionIsSentAgain() throws Exception {
    begin(clip(0, 30), correction(0, "cat", 40), correction(0, "cat", 40), label(0, "dog", 50));
    join.watermark(100);

    assertVerdict(40, "cat");
    assertThat(join.tallies()).containsExactly(Tally.DUPLICATE, Tally.CORRECTED);
  }

  @Test
  void shouldTellARevisionOfALabelThatWasDecided() throws Exception {
    begin(clip(0, 30), label(0, "cat", 40));
    join.watermark(100);
    join.send(correction(0, "dog", 100));
    join.send(retraction(0, 90).asLate()); // by its stream's progress, and counted at the door

    assertVerdict(40, "cat");
    assertThat(join.tallies()).containsExactly(Tally.LATE);
    assertThat(join.reasons())
        .containsExactly("it is a CORRECTION, " + DECIDED, "it is a RETRACTION, " + DECIDED);
    join.watermark(1_000);
    assertThat(join.stateEntries() + join.timers()).isZero();
  }

  @Test
  void shouldCorrectNothingWhereTheFirstLabelDecides() throws Exception {
    for (List<Object> order :
        List.<List<Object>>of(
            List.of(clip(0, 30), label(0, "cat", 40), correction(0, "dog", 50)),
            List.of(label(0, "cat", 40), clip(0, 30), correction(0, "dog", 50)),
            List.of(label(0, "cat", 40), correction(0, "dog", 50), clip(0, 30)))) {
      join = new LabelJoinHarness(LabelDecision.FIRST);
      join.send(order.toArray());
      join.watermark(100);

      assertVerdict(40, "cat");
      assertThat(join.tallies()).containsExactly(Tally.CONFLICTING);
      assertThat(join.reasons())
          .containsExactly(
              "it is a CORRECTION, but label.decide is first: the first label of a clip counts, and none after it");
      join.close();
    }
  }

  @Test
  void shouldGoOnAlikeAfterARestore() throws Exception {
    begin(label(0, "cat", 40), retraction(0, 50));
    join.restore();
    join.send(clip(0, 30), label(0, "dog", 20));
    join.restore();
    join.watermark(100);

    assertThat(join.verdicts()).containsExactly(new Verdict("x", 100, Optional.empty()));
  }

  private void begin(Object... inputs) throws Exception {
    join = new LabelJoinHarness(LabelDecision.EARLIEST);
    join.send(inputs);
  }

  private void assertVerdict(long readyTime, String className) {
    assertThat(join.verdicts())
        .containsExactly(new Verdict("x", readyTime, Optional.of(LabelValue.ofClass(className))));
  }

  private static List<List<Object>> orders(List<Object> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Object>> orders = new ArrayList<>();
    for (Object first : items) {
      List<Object> rest = new ArrayList<>(items);
      rest.remove(first);
      for (List<Object> order : orders(rest)) {
        order = new ArrayList<>(order);
        order.add(0, first);
        orders.add(order);
      }
    }
    return orders;
  }
}
