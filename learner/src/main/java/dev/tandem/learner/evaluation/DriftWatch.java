package dev.tandem.learner.evaluation;

import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.spec.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Watches every head's prequential error on new clips with ADWIN, δ = 0.002. The error of a clip is
 * 0 or 1 for classes; for continuous targets the mean squared error, at most 1.
 */
public final class DriftWatch {

  private static final double DELTA = 0.002;

  private final TreeMap<String, Adwin> byHead = new TreeMap<>();
  private final Task task;

  /** A watch that has seen nothing. */
  public DriftWatch(Task task) {
    this.task = task;
  }

  /**
   * What rose.
   *
   * @param heads those whose error has risen; a fall shortens the window without a word
   * @param window number of clips in the shortest window of those; empty if there are none
   */
  public record Alarm(List<String> heads, OptionalLong window) {

    public static final Alarm NONE = new Alarm(List.of(), OptionalLong.empty());
  }

  /** Takes in a batch, as the model that has not learned from it yet answers. */
  public Alarm observe(Collection<HeadLoss> losses, Labels labels) {
    List<String> risen =
        losses.stream()
            .map(HeadLoss::output)
            .filter(output -> rises(output, labels))
            .map(HeadOutput::head)
            .toList();
    return new Alarm(risen, risen.stream().mapToLong(head -> byHead.get(head).width()).min());
  }

  private boolean rises(HeadOutput output, Labels labels) {
    Adwin adwin = byHead.computeIfAbsent(output.head(), head -> new Adwin(DELTA));
    for (int i = 0; i < output.rows().count(); i++) {
      adwin.add(error(output, i, labels));
    }
    double before = adwin.mean();
    return adwin.shrink() && adwin.mean() > before;
  }

  private double error(HeadOutput output, int i, Labels labels) {
    int row = output.rows().get(i);
    if (task == Task.CLASSIFICATION) {
      return output.argMax(i) == labels.classOf(row) ? 0 : 1;
    }
    double sum = 0;
    for (int t = 0; t < output.classes(); t++) {
      double error = (double) output.value(i, t) - labels.targetsOf(row)[t];
      sum += error * error / output.classes();
    }
    return Math.min(1, sum);
  }

  /** A copy that does not change. */
  public DriftWatch copy() {
    DriftWatch copy = new DriftWatch(task);
    byHead.forEach((head, adwin) -> copy.byHead.put(head, adwin.copy()));
    return copy;
  }

  /** Writes the number of heads, and name and window of each. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(byHead.size());
    for (var head : byHead.entrySet()) {
      out.writeUTF(head.getKey());
      head.getValue().writeTo(out);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static DriftWatch readFrom(Task task, DataInput in) throws IOException {
    DriftWatch watch = new DriftWatch(task);
    for (int left = in.readInt(); left > 0; left--) {
      watch.byHead.put(in.readUTF(), Adwin.readFrom(DELTA, in));
    }
    return watch;
  }
}
