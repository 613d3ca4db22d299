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
    List<SequenceEntry> entries = entries(new Random(seed));
    List<Work> expected = allAtOnce(entries);

    for (int maxStep : new int[] {1, 10, 300, 3000}) {
      assertThat(drive(entries, maxStep, new Random(seed + maxStep), false)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldGoOnAlikeFromASnapshotAtAnyPoint(int seed) {
    List<SequenceEntry> entries = entries(new Random(seed));

    assertThat(drive(entries, 200, new Random(seed), true)).isEqualTo(allAtOnce(entries));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldTrainOrDiscardEverySampleOnceAndPredictItBefore(int seed) {
    List<SequenceEntry> entries = entries(new Random(seed));
    List<String> predicted = new ArrayList<>();
    List<SequenceEntry> consumed = new ArrayList<>();
    for (Work work : allAtOnce(entries)) {
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
            entries.stream().filter(entry -> entry.kind() == SequenceEntry.Kind.SAMPLE).toList());
  }

  @Test
  void shouldExerciseEveryKindOfWork() {
    assertThat(allAtOnce(entries(new Random(0))))
        .hasAtLeastOneElementOfType(Predict.class)
        .hasAtLeastOneElementOfType(Train.class)
        .hasAtLeastOneElementOfType(Discard.class)
        .hasAtLeastOneElementOfType(Rest.class);
  }

  /** Four bursts of clips with pauses between them; a quarter gets no label. */
  private static List<SequenceEntry> entries(Random random) {
    List<SequenceEntry> entries = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String id = "clip-" + random.nextInt(1000) + "-" + i;
      long ready = 1000L * random.nextInt(4) + random.nextInt(300);
      boolean labelled = random.nextInt(4) > 0;
      entries.add(SequenceEntry.ofClip(ready, id));
      entries.add(
          SequenceEntry.ofSample(
              ready + random.nextInt(labelled ? 150 : 250),
              id,
              labelled ? Optional.of(LabelValue.ofClass("cat")) : Optional.empty()));
    }
    return entries;
  }

  private static List<Work> allAtOnce(List<SequenceEntry> entries) {
    Sequencer sequencer = new Sequencer(RULES, Sequencer.Snapshot.EMPTY, entry -> true);
    entries.forEach(sequencer::add);
    List<Work> all = new ArrayList<>();
    for (Optional<Work> w = sequencer.next(END); w.isPresent(); w = sequencer.next(END)) {
      all.add(w.get());
    }
    assertThat(sequencer.isIdle()).isTrue();
    return all;
  }

  /** Adds turns before they are due, some long before, and takes work in between. */
  private static List<Work> drive(
      List<SequenceEntry> entries, int maxStep, Random random, boolean restoring) {
    List<SequenceEntry> left = new ArrayList<>(entries);
    Collections.shuffle(left, random);
    Sequencer sequencer = new Sequencer(RULES, Sequencer.Snapshot.EMPTY, entry -> true);
    List<Work> all = new ArrayList<>();
    long known = -1;
    while (known < END) {
      known += 1 + random.nextInt(maxStep);
      arrive(left, known, random, sequencer);
      Optional<Work> work = sequencer.next(known);
      while (work.isPresent()) {
        all.add(work.get());
        sequencer =
            restoring ? new Sequencer(RULES, sequencer.snapshot(), entry -> true) : sequencer;
        work = sequencer.next(known);
      }
    }
    return all;
  }

  private static void arrive(
      List<SequenceEntry> left, long known, Random random, Sequencer sequencer) {
    for (Iterator<SequenceEntry> entries = left.iterator(); entries.hasNext(); ) {
      SequenceEntry entry = entries.next();
      if (entry.time() <= known || random.nextInt(50) == 0) {
        sequencer.add(entry);
        entries.remove();
      }
    }
  }
}
