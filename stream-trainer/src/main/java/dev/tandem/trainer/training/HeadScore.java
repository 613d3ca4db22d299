package dev.tandem.trainer.training;

import dev.tandem.learner.HeadProbabilities;
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
record HeadScore(int scored, int correct, double loss) {
  private static final double LEAST_PROBABILITY = 1e-8;

  private HeadScore plus(HeadScore other) {
    return new HeadScore(scored + other.scored, correct + other.correct, loss + other.loss);
  }

  /** Adds what each head of {@code prediction} scored on {@code label} to {@code scores}. */
  static void add(HeadProbabilities prediction, int label, SortedMap<String, HeadScore> scores) {
    prediction
        .byHead()
        .forEach(
            (head, probabilities) -> {
              boolean correct = prediction.argMax(head).orElse(-1) == label;
              double loss = -Math.log(Math.max(probabilities[label], LEAST_PROBABILITY));
              scores.merge(head, new HeadScore(1, correct ? 1 : 0, loss), HeadScore::plus);
            });
  }

  static void addAll(SortedMap<String, HeadScore> more, SortedMap<String, HeadScore> scores) {
    more.forEach((head, score) -> scores.merge(head, score, HeadScore::plus));
  }

  double accuracy() {
    return (double) correct / scored;
  }

  static List<HeadResult> results(SortedMap<String, HeadScore> scores) {
    return scores.entrySet().stream()
        .map(
            entry -> {
              HeadScore score = entry.getValue();
              return new HeadResult(
                  entry.getKey(), score.loss / score.scored, score.scored, score.correct);
            })
        .toList();
  }

  static void write(SortedMap<String, HeadScore> scores, DataOutput out) throws IOException {
    Bytes.writeAll(
        scores.entrySet(),
        (entry, o) -> {
          Bytes.writeText(entry.getKey(), o);
          o.writeInt(entry.getValue().scored);
          o.writeInt(entry.getValue().correct);
          o.writeDouble(entry.getValue().loss);
        },
        out);
  }

  static SortedMap<String, HeadScore> read(DataInput in) throws IOException {
    TreeMap<String, HeadScore> scores = new TreeMap<>();
    Bytes.readAll(
            i ->
                Map.entry(
                    Bytes.readText(i), new HeadScore(i.readInt(), i.readInt(), i.readDouble())),
            in)
        .forEach(entry -> scores.put(entry.getKey(), entry.getValue()));
    return scores;
  }
}
