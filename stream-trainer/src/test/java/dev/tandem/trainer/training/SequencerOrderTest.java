package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.training.Work.Discard;
import dev.tandem.trainer.training.Work.Predict;
import dev.tandem.trainer.training.Work.Rest;
import dev.tandem.trainer.training.Work.Train;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same turns make the same work, however they arrive. */
class SequencerOrderTest {
  private static final Sequencer.Rules RULES = new Sequencer.Rules(4, 100);
  private static final int END = 6000;

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldNotDependOnArrivalOrOnStepsOfTheWatermark(int seed) {
    List<Turn> turns = turns(new Random(seed));
    List<Work> expected = allAtOnce(turns);

    for (int maxStep : new int[] {1, 10, 300, 3000}) {
      assertThat(drive(turns, maxStep, new Random(seed + maxStep), false)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldGoOnAlikeFromASnapshotAtAnyPoint(int seed) {
    List<Turn> turns = turns(new Random(seed));

    assertThat(drive(turns, 200, new Random(seed), true)).isEqualTo(allAtOnce(turns));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldTrainOrDiscardEverySampleOnceAndPredictItBefore(int seed) {
    List<Turn> turns = turns(new Random(seed));
    List<String> predicted = new ArrayList<>();
    List<Turn> consumed = new ArrayList<>();
    for (Work work : allAtOnce(turns)) {
      if (work instanceof Predict predict) {
        predict.clips().forEach(clip -> predicted.add(clip.clipId()));
      } else if (work instanceof Train train) {
        assertThat(train.samples()).hasSizeBetween(1, 4).isSorted();
        assertThat(train.samples()).allMatch(s -> predicted.contains(s.clipId()));
        consumed.addAll(train.samples());
      } else if (work instanceof Discard discard) {
        consumed.add(discard.sample());
      }
    }

    assertThat(predicted).doesNotHaveDuplicates();
    assertThat(consumed)
        .containsExactlyInAnyOrderElementsOf(
            turns.stream().filter(turn -> turn.kind() == Turn.Kind.SAMPLE).toList());
  }

  @Test
  void shouldExerciseEveryKindOfWork() {
    assertThat(allAtOnce(turns(new Random(0))))
        .hasAtLeastOneElementOfType(Predict.class)
        .hasAtLeastOneElementOfType(Train.class)
        .hasAtLeastOneElementOfType(Discard.class)
        .hasAtLeastOneElementOfType(Rest.class);
  }

  /** Four bursts of clips with pauses between them; a quarter gets no label. */
  private static List<Turn> turns(Random random) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String id = "clip-" + random.nextInt(1000) + "-" + i;
      long ready = 1000L * random.nextInt(4) + random.nextInt(300);
      boolean labelled = random.nextInt(4) > 0;
      turns.add(Turn.ofClip(ready, id));
      turns.add(
          Turn.ofSample(
              ready + random.nextInt(labelled ? 150 : 250),
              id,
              labelled ? Optional.of(LabelValue.ofClass("cat")) : Optional.empty()));
    }
    return turns;
  }

  private static List<Work> allAtOnce(List<Turn> turns) {
    Sequencer sequencer = new Sequencer(RULES, Sequencer.Snapshot.EMPTY, turn -> true);
    turns.forEach(sequencer::add);
    List<Work> all = new ArrayList<>();
    for (Optional<Work> w = sequencer.next(END); w.isPresent(); w = sequencer.next(END)) {
      all.add(w.get());
    }
    assertThat(sequencer.isIdle()).isTrue();
    return all;
  }

  /** Adds turns before they are due, some long before, and takes work in between. */
  private static List<Work> drive(List<Turn> turns, int maxStep, Random random, boolean restoring) {
    List<Turn> left = new ArrayList<>(turns);
    Collections.shuffle(left, random);
    Sequencer sequencer = new Sequencer(RULES, Sequencer.Snapshot.EMPTY, turn -> true);
    List<Work> all = new ArrayList<>();
    long known = -1;
    while (known < END) {
      known += 1 + random.nextInt(maxStep);
      arrive(left, known, random, sequencer);
      Optional<Work> work = sequencer.next(known);
      while (work.isPresent()) {
        all.add(work.get());
        sequencer =
            restoring ? new Sequencer(RULES, sequencer.snapshot(), turn -> true) : sequencer;
        work = sequencer.next(known);
      }
    }
    return all;
  }

  private static void arrive(List<Turn> left, long known, Random random, Sequencer sequencer) {
    for (Iterator<Turn> turns = left.iterator(); turns.hasNext(); ) {
      Turn turn = turns.next();
      if (turn.time() <= known || random.nextInt(50) == 0) {
        sequencer.add(turn);
        turns.remove();
      }
    }
  }
}
