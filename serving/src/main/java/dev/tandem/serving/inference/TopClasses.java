package dev.tandem.serving.inference;

import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How many classes of each head an answer names.
 *
 * @param most so many, the most probable first
 * @param few a model of so many classes has all of them named, in its own order
 */
public record TopClasses(int most, int few) implements Serializable {
  public static final TopClasses ALL = new TopClasses(Integer.MAX_VALUE, Integer.MAX_VALUE);
  public static final TopClasses AUTO = new TopClasses(5, 20);

  /** What {@link #parse} takes, for people. */
  public static final String RANGE = "must be auto, all, or a number of 1 or more";

  /**
   * {@code auto}, {@code all} or a number.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static TopClasses parse(String text) {
    return switch (text) {
      case "auto" -> AUTO;
      case "all" -> ALL;
      default -> of(text);
    };
  }

  private static TopClasses of(String number) {
    int most = Integer.parseInt(number);
    if (most < 1) {
      throw new IllegalArgumentException("'%s' %s".formatted(number, RANGE));
    }
    return new TopClasses(most, most);
  }

  /**
   * What of an answer is told.
   *
   * @param full with all classes
   * @param classNames in the model's order
   */
  public Prediction of(Prediction full, List<String> classNames) {
    if (!full.getValues().isEmpty() || classNames.size() <= few) {
      return full;
    }
    List<HeadPrediction> heads =
        full.getHeads().stream().map(head -> of(head, classNames)).toList();
    return new Prediction(
        full.getClipId(),
        full.getClipTime(),
        full.getModel(),
        full.getGeneration(),
        full.getVersion(),
        full.getComplete(),
        full.getClassName(),
        full.getProbability(),
        heads,
        full.getValues());
  }

  private HeadPrediction of(HeadPrediction head, List<String> classNames) {
    List<Float> probabilities = head.getProbabilities();
    List<Integer> top = top(probabilities);
    return new HeadPrediction(
        head.getHead(),
        head.getClassName(),
        top.stream().map(probabilities::get).toList(),
        head.getValues(),
        top.stream().map(classNames::get).toList());
  }

  /** The outputs with the greatest values, the greatest first; of equal ones the earlier. */
  private List<Integer> top(List<Float> values) {
    Comparator<Integer> worse =
        Comparator.<Integer, Float>comparing(values::get).thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> best = new PriorityQueue<>(worse);
    for (int i = 0; i < values.size(); i++) {
      if (best.size() < most) {
        best.add(i);
      } else if (values.get(i) > values.get(best.element())) {
        best.remove();
        best.add(i);
      }
    }
    return best.stream().sorted(worse.reversed()).toList();
  }
}
