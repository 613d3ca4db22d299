package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.training.Work.Discard;
import dev.tandem.trainer.training.Work.Predict;
import dev.tandem.trainer.training.Work.Rest;
import dev.tandem.trainer.training.Work.Train;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Batches of 2, waiting at most 100. */
class SequencerTest {
  private final Sequencer sequencer =
      new Sequencer(new Sequencer.Rules(2, 100), Sequencer.Snapshot.EMPTY, entry -> true);

  @Test
  void shouldDoNothingThatIsNotKnownYet() {
    add(clip(10, "a"), clip(10, "b"), sample(11, "a"));

    assertThat(work(9)).isEmpty();
    assertThat(sequencer.waiting()).isEqualTo(3);
    assertThat(sequencer.isIdle()).isFalse();
  }

  @Test
  void shouldOrderByTimeThenClipIdThenClipBeforeSample() {
    add(sample(20, "c"), sample(10, "b"), clip(10, "b"), sample(10, "a"), clip(10, "a"));
    add(clip(20, "c"));

    assertThat(work(20))
        .containsExactly(
            new Predict(List.of(clip(10, "a"), clip(10, "b"))),
            new Train(List.of(sample(10, "a"), sample(10, "b")), 10));
    assertThat(work(1000))
        .containsExactly(
            new Predict(List.of(clip(20, "c"))),
            new Train(List.of(sample(20, "c")), 120),
            new Rest(220));
  }

  @Test
  void shouldCloseABatchThatIsFull() {
    add(sample(10, "a"), sample(20, "b"), sample(30, "c"));

    assertThat(work(20)).containsExactly(new Train(List.of(sample(10, "a"), sample(20, "b")), 20));
  }

  @Test
  void shouldCloseABatchThatWaitedLongEnough() {
    add(sample(10, "a"), sample(110, "b"));

    assertThat(work(108)).isEmpty();
    assertThat(work(109)).containsExactly(new Train(List.of(sample(10, "a")), 110));
    assertThat(work(208)).isEmpty();
    assertThat(work(209)).containsExactly(new Train(List.of(sample(110, "b")), 210));
  }

  @Test
  void shouldPredictBeforeTheStepThatFollows() {
    add(sample(10, "a"), clip(15, "c"), sample(20, "b"), clip(25, "d"));

    assertThat(work(30))
        .containsExactly(
            new Predict(List.of(clip(15, "c"))),
            new Train(List.of(sample(10, "a"), sample(20, "b")), 20));
  }

  @Test
  void shouldPredictARunThatIsFullOrWaitedLongEnough() {
    add(clip(10, "a"), clip(20, "b"), clip(30, "c"));

    assertThat(work(30)).containsExactly(new Predict(List.of(clip(10, "a"), clip(20, "b"))));
    assertThat(work(128)).containsExactly(new Rest(110));
    assertThat(work(129)).containsExactly(new Predict(List.of(clip(30, "c"))));
  }

  @Test
  void shouldDiscardWhatGotNoLabel() {
    add(clip(10, "a"), unlabelled(200, "a"));

    assertThat(work(200))
        .containsExactly(
            new Predict(List.of(clip(10, "a"))), new Rest(110), new Discard(unlabelled(200, "a")));
    assertThat(sequencer.isIdle()).isTrue();
  }

  @Test
  void shouldNotPredictWhatWasDiscardedInAnOpenRun() {
    add(clip(10, "a"), clip(20, "b"), unlabelled(15, "a"));

    assertThat(work(20)).containsExactly(new Discard(unlabelled(15, "a")));
    assertThat(work(118)).containsExactly(new Rest(110));
    assertThat(work(119)).containsExactly(new Predict(List.of(clip(20, "b"))));
  }

  @Test
  void shouldRestOnceAfterTheLastStep() {
    add(sample(10, "a"), sample(20, "b"));

    assertThat(work(118)).containsExactly(new Train(List.of(sample(10, "a"), sample(20, "b")), 20));
    assertThat(work(119)).containsExactly(new Rest(120));
    assertThat(work(100_000)).isEmpty();
  }

  @Test
  void shouldNotRestWhileABatchIsOpen() {
    add(sample(10, "a"), sample(20, "b"), sample(119, "c"));

    assertThat(work(1000))
        .containsExactly(
            new Train(List.of(sample(10, "a"), sample(20, "b")), 20),
            new Train(List.of(sample(119, "c")), 219),
            new Rest(319));
  }

  @Test
  void shouldRestBeforeWhatIsPredictedLater() {
    add(sample(10, "a"), sample(20, "b"), clip(30, "c"));

    assertThat(work(1000))
        .containsExactly(
            new Train(List.of(sample(10, "a"), sample(20, "b")), 20),
            new Rest(120),
            new Predict(List.of(clip(30, "c"))));
  }

  @Test
  void shouldRestAfterTheFirstClipEvenIfNothingIsTrained() {
    add(clip(50, "a"), clip(60, "b"));

    assertThat(work(148)).containsExactly(new Predict(List.of(clip(50, "a"), clip(60, "b"))));
    assertThat(work(149)).containsExactly(new Rest(150));
    assertThat(work(100_000)).isEmpty();
  }

  private void add(SequenceEntry... entries) {
    List.of(entries).forEach(sequencer::add);
  }

  private List<Work> work(long known) {
    List<Work> all = new ArrayList<>();
    Optional<Work> work = sequencer.next(known);
    while (work.isPresent()) {
      all.add(work.get());
      work = sequencer.next(known);
    }
    return all;
  }

  private static SequenceEntry clip(long time, String id) {
    return SequenceEntry.ofClip(time, id);
  }

  private static SequenceEntry sample(long time, String id) {
    return SequenceEntry.ofSample(time, id, Optional.of(LabelValue.ofClass("cat")));
  }

  private static SequenceEntry unlabelled(long time, String id) {
    return SequenceEntry.ofSample(time, id, Optional.empty());
  }
}
