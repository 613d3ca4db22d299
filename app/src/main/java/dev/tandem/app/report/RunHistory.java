package dev.tandem.app.report;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the training and models topics say about one model, each step and version once, in order.
 * Safe to fill from one thread and to read from others.
 */
public final class RunHistory {
  private record StepKey(int generation, long step) implements Comparable<StepKey> {
    static StepKey of(TrainingEvent event) {
      return new StepKey(event.getGeneration(), event.getStep());
    }

    @Override
    public int compareTo(StepKey other) {
      int byGeneration = Integer.compare(generation, other.generation);
      return byGeneration != 0 ? byGeneration : Long.compare(step, other.step);
    }
  }

  private final NavigableMap<StepKey, TrainedStep> steps = new TreeMap<>();
  private final NavigableMap<ModelKey, ModelManifest> versions = new TreeMap<>();
  private Optional<TrainingEvent> newest = Optional.empty();
  private Optional<TrainingEvent> progress = Optional.empty();

  /**
   * A step that was written again after a restart is the same step: the first stays. Progress is
   * replaced by later progress.
   */
  public synchronized void add(TrainingEvent event) {
    if (event.getKind() == TrainingEventKind.STEP) {
      steps.putIfAbsent(StepKey.of(event), TrainedStep.of(event));
    }
    if (event.getKind() == TrainingEventKind.PROGRESS && isNewer(event, progress)) {
      progress = Optional.of(event);
    }
    if (isNewer(event, newest)) {
      newest = Optional.of(event);
    }
  }

  /** Of several events with one number, the one that knows more; of equal ones the later. */
  private static boolean isNewer(TrainingEvent event, Optional<TrainingEvent> than) {
    int order = than.map(other -> compare(event, other)).orElse(1);
    return order > 0
        || (order == 0 && !event.getTrainedUntil().isBefore(than.get().getTrainedUntil()));
  }

  private static int compare(TrainingEvent left, TrainingEvent right) {
    int byGeneration = Integer.compare(left.getGeneration(), right.getGeneration());
    return byGeneration != 0 ? byGeneration : Long.compare(left.getSequence(), right.getSequence());
  }

  /** Keeps the first of several equal versions. */
  public synchronized void add(ModelManifest manifest) {
    versions.putIfAbsent(key(manifest), manifest);
  }

  /** The identity of a manifest's version. */
  public static ModelKey key(ModelManifest manifest) {
    return new ModelKey(manifest.getModel(), manifest.getGeneration(), manifest.getVersion());
  }

  /** Training steps in order. */
  public synchronized List<TrainedStep> steps() {
    return new ArrayList<>(steps.values());
  }

  /** The fewest last steps, whole and in order, with at least {@code clips}; or all there are. */
  public synchronized List<TrainedStep> lastSteps(long clips) {
    Deque<TrainedStep> last = new ArrayDeque<>();
    Iterator<TrainedStep> backwards = steps.descendingMap().values().iterator();
    for (long held = 0; held < clips && backwards.hasNext(); held += last.getFirst().clips()) {
      last.addFirst(backwards.next());
    }
    return new ArrayList<>(last);
  }

  /** The newest step. */
  public synchronized Optional<TrainedStep> newestStep() {
    return Optional.ofNullable(steps.lastEntry()).map(Map.Entry::getValue);
  }

  /** The newest word that everything known is trained. */
  public synchronized Optional<TrainingEvent> progress() {
    return progress;
  }

  /** Published versions in order. */
  public synchronized List<ModelManifest> versions() {
    return new ArrayList<>(versions.values());
  }

  /** The newest published version. */
  public synchronized Optional<ModelManifest> newestVersion() {
    return Optional.ofNullable(versions.lastEntry()).map(Map.Entry::getValue);
  }

  /** The newest event's totals by name; empty before the first event. */
  public synchronized Map<String, Long> totals() {
    return newest.map(TrainingEvent::getTotals).orElse(List.of()).stream()
        .collect(Collectors.toMap(NamedValue::getName, total -> (long) total.getValue()));
  }
}
