package dev.tandem.serving.inference;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.ShadowComparison;
import dev.tandem.serving.delivery.ServedModel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How two versions' answers to the same clips compare, by their readouts. */
public final class AnswerComparison {
  private final ServedModel primary;
  private final ServedModel shadow;
  private int clips;
  private int agreeing;
  private int unanswered;
  private double difference;
  private double largest;

  public AnswerComparison(ServedModel primary, ServedModel shadow) {
    this.primary = primary;
    this.shadow = shadow;
  }

  /** Compares the answers to one batch; clips are told apart by their ids. */
  public ShadowComparison of(Answers given, Answers shadowed, Instant now, double shadowMillis) {
    Map<String, Prediction> others = new HashMap<>();
    shadowed.given().forEach(prediction -> others.put(prediction.getClipId(), prediction));
    for (Prediction prediction : given.given()) {
      Prediction other = others.get(prediction.getClipId());
      if (other == null || primary.task() != shadow.task()) {
        unanswered++;
      } else {
        compare(prediction, other);
      }
    }
    return comparison(now, shadowMillis);
  }

  private void compare(Prediction one, Prediction other) {
    clips++;
    agreeing += agree(one, other) ? 1 : 0;
    double distance = distance(one, other);
    difference += distance;
    largest = Math.max(largest, distance);
  }

  private static boolean agree(Prediction one, Prediction other) {
    return one.getClassName().equals(other.getClassName())
        && one.getValues().equals(other.getValues());
  }

  private static Map<String, Double> readout(Prediction prediction, ServedModel model) {
    HeadPrediction readout = prediction.getHeads().get(0);
    List<String> names = model.manifest().getClassNames();
    List<Float> answers =
        readout.getValues().isEmpty() ? readout.getProbabilities() : readout.getValues();
    Map<String, Double> answer = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      answer.put(names.get(i), (double) answers.get(i));
    }
    return answer;
  }

  private double distance(Prediction one, Prediction other) {
    double sum = sum(readout(one, primary), readout(other, shadow));
    return one.getValues().isEmpty() ? sum / 2 : sum / one.getValues().size();
  }

  /** Of the differences; an output that one does not have is 0 there. */
  private static double sum(Map<String, Double> one, Map<String, Double> other) {
    double sum = 0;
    for (Map.Entry<String, Double> entry : one.entrySet()) {
      sum += Math.abs(entry.getValue() - other.getOrDefault(entry.getKey(), 0.0));
    }
    for (Map.Entry<String, Double> entry : other.entrySet()) {
      sum += one.containsKey(entry.getKey()) ? 0 : Math.abs(entry.getValue());
    }
    return sum;
  }

  private ShadowComparison comparison(Instant now, double shadowMillis) {
    ModelKey answered = primary.key();
    ModelKey beside = shadow.key();
    return ShadowComparison.newBuilder()
        .setModel(answered.model())
        .setGeneration(answered.generation())
        .setVersion(answered.version())
        .setShadowModel(beside.model())
        .setShadowGeneration(beside.generation())
        .setShadowVersion(beside.version())
        .setComparedAt(now)
        .setClips(clips)
        .setAgreeing(agreeing)
        .setUnanswered(unanswered)
        .setDifference(difference)
        .setLargestDifference(largest)
        .setShadowMillis(shadowMillis)
        .build();
  }
}
