package dev.tandem.trainer.training;

import dev.tandem.learner.HeadProbabilities;
import dev.tandem.learner.evaluation.Prequential;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.trainer.wire.Bytes;
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
 * @param loss summed −log of the probability that the head gave to the label
 */
record HeadTally(int scored, int correct, double loss) {
  private HeadTally plus(HeadTally other) {
    return new HeadTally(scored + other.scored, correct + other.correct, loss + other.loss);
  }

  /** Adds what each head of {@code prediction} scored on {@code label} to {@code tallies}. */
  static void add(HeadProbabilities prediction, int label, SortedMap<String, HeadTally> tallies) {
    Prequential.score(prediction, label)
        .forEach(
            (head, score) ->
                tallies.merge(
                    head,
                    new HeadTally(1, score.correct() ? 1 : 0, score.logLoss()),
                    HeadTally::plus));
  }

  static void addAll(SortedMap<String, HeadTally> more, SortedMap<String, HeadTally> tallies) {
    more.forEach((head, tally) -> tallies.merge(head, tally, HeadTally::plus));
  }

  double accuracy() {
    return (double) correct / scored;
  }

  static List<HeadResult> results(SortedMap<String, HeadTally> tallies) {
    return tallies.entrySet().stream()
        .map(
            entry -> {
              HeadTally tally = entry.getValue();
              return new HeadResult(
                  entry.getKey(), tally.loss / tally.scored, tally.scored, tally.correct);
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
