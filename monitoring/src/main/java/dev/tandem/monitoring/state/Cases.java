package dev.tandem.monitoring.state;

import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.Prediction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers beside the truth: labels and predictions joined by clip id, as far as both come within
 * the last clips. A label that is corrected or taken back is so here, too.
 */
final class Cases {
  /** Clips that are held until both have come. */
  static final int WAITING = 20_000;

  /** Answers with a known truth that are held. */
  static final int JOINED = 1_000;

  /** Classes that are told apart; the rest is one. */
  static final int CLASSES = 1_000;

  private static final String REST = "(other classes)";
  private static final int NONE = -1;

  /** What is known of one clip; classes by number. */
  private static final class Case {
    private int truth = NONE;
    private int answer = NONE;
    private long saidAt = Long.MIN_VALUE;
    private boolean revised;
    private boolean joined;
  }

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<long[]> labelled = new ArrayList<>();
  private final Recent<String, Case> waiting = new Recent<>(WAITING);
  private final Deque<Case> joined = new ArrayDeque<>();
  private boolean targets;

  /** A label, of {@code time}. */
  void offer(Label label, long time) {
    targets |= !label.getTargets().isEmpty();
    Case one = waiting.computeIfAbsent(label.getClipId(), id -> new Case());
    boolean revision = label.getKind() != LabelKind.LABEL;
    boolean counts =
        revision
            ? !one.revised || time >= one.saidAt
            : !one.revised && one.saidAt == Long.MIN_VALUE;
    if (!counts) {
      return;
    }
    one.revised |= revision;
    one.saidAt = time;
    count(one.truth, -1);
    one.truth = label.getClassName().isEmpty() ? NONE : number(label.getClassName());
    count(one.truth, 1);
    join(one);
  }

  /** The first answer to a clip counts. */
  void offer(Prediction prediction) {
    targets |= !prediction.getValues().isEmpty();
    Case one = waiting.computeIfAbsent(prediction.getClipId(), id -> new Case());
    if (one.answer == NONE && !prediction.getClassName().isEmpty()) {
      one.answer = number(prediction.getClassName());
      join(one);
    }
  }

  private void count(int number, int by) {
    if (number != NONE) {
      labelled.get(number)[0] += by;
    }
  }

  private void join(Case one) {
    if (one.joined || one.truth == NONE || one.answer == NONE) {
      return;
    }
    one.joined = true;
    joined.addLast(one);
    if (joined.size() > JOINED) {
      joined.removeFirst();
    }
  }

  private int number(String className) {
    String name = Names.cut(className);
    String known = numbers.containsKey(name) || numbers.size() < CLASSES ? name : REST;
    return numbers.computeIfAbsent(
        known,
        added -> {
          labelled.add(new long[1]);
          return labelled.size() - 1;
        });
  }

  /** Whether there are continuous targets in place of classes. */
  boolean hasTargets() {
    return targets && numbers.isEmpty();
  }

  /** Every class that was named, in the order in which they came. */
  Collection<String> names() {
    return numbers.keySet();
  }

  /** Labelled clips of each, in the same order. */
  List<Long> labelled() {
    return labelled.stream().map(count -> count[0]).toList();
  }

  /** The last answers with a known truth. */
  Confusion confusion() {
    Confusion confusion = new Confusion(numbers.size());
    joined.stream()
        .filter(one -> one.truth != NONE)
        .forEach(one -> confusion.add(one.truth, one.answer));
    return confusion;
  }
}
