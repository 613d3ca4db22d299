package dev.tandem.trainer.training;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.evaluation.Prequential;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.stream.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prequential result of one head over some clips.
 *
 * @param correct of classes; 0 where there are targets
 * @param loss summed over the clips: −log of the probability that the head gave to the class, or
 *     the squared error, as the mean over the targets
 */
record HeadTally(int scored, int correct, double loss) {
  private static final int NO_CLASSES = -1;

  private HeadTally plus(HeadTally other) {
    return new HeadTally(scored + other.scored, correct + other.correct, loss + other.loss);
  }

  /** Adds what each head of {@code prediction} scored on the label to {@code tallies}. */
  static void add(
      HeadOutputs prediction, LabelledExample known, SortedMap<String, HeadTally> tallies) {
    Prequential.score(prediction, known)
        .forEach(
            (head, score) ->
                tallies.merge(
                    head,
                    new HeadTally(1, score.correct() ? 1 : 0, score.loss()),
                    HeadTally::plus));
  }

  static void addAll(SortedMap<String, HeadTally> more, SortedMap<String, HeadTally> tallies) {
    more.forEach((head, tally) -> tallies.merge(head, tally, HeadTally::plus));
  }

  double accuracy() {
    return (double) correct / scored;
  }

  double meanLoss() {
    return loss / scored;
  }

  static List<HeadResult> results(Task task, SortedMap<String, HeadTally> tallies) {
    return tallies.entrySet().stream()
        .map(
            entry -> {
              HeadTally tally = entry.getValue();
              int correct = task == Task.CLASSIFICATION ? tally.correct : NO_CLASSES;
              return new HeadResult(entry.getKey(), tally.meanLoss(), tally.scored, correct);
            })
        .toList();
  }

  static void write(SortedMap<String, HeadTally> tallies, DataOutput out) throws IOException {
    Bytes.writeAll(
        tallies.entrySet(),
        (entry, o) -> {
          Bytes.writeText(entry.getKey(), o);
          o.writeInt(entry.getValue().scored);
          o.writeInt(entry.getValue().correct);
          o.writeDouble(entry.getValue().loss);
        },
        out);
  }

  static SortedMap<String, HeadTally> read(DataInput in) throws IOException {
    TreeMap<String, HeadTally> tallies = new TreeMap<>();
    Bytes.readAll(
            i ->
                Map.entry(
                    Bytes.readText(i), new HeadTally(i.readInt(), i.readInt(), i.readDouble())),
            in)
        .forEach(entry -> tallies.put(entry.getKey(), entry.getValue()));
    return tallies;
  }
}
