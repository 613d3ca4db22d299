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
 * How one model stands, from what the training and models topics say: its newest step, totals and
 * version, and the last of the steps and versions before those. Bounded, however long a run is.
 * Safe to fill from one thread and to read from others.
 */
public final class RunHistory {
  /** Steps that are kept; far more than a live view looks back on. */
  static final int STEPS = 1_024;

  /** Versions that are kept. */
  static final int VERSIONS = 10_000;

  private final String model;
  private final Deque<TrainedStep> steps = new ArrayDeque<>();
  private final NavigableMap<ModelKey, Report.Version> versions = new TreeMap<>();
  private Optional<StepKey> newestStep = Optional.empty();
  private Optional<ModelManifest> newestVersion = Optional.empty();
  private Optional<ModelKey> newestOpen = Optional.empty();
  private Optional<TrainingEvent> newest = Optional.empty();
  private Optional<TrainingEvent> progress = Optional.empty();

  /** Ignores what is said of other models. */
  public RunHistory(String model) {
    this.model = model;
  }

  /** A step that was written again after a restart is the same step: the first stays. */
  public synchronized void add(TrainingEvent event) {
    if (!event.getModel().equals(model)) {
      return;
    }
    if (event.getKind() == TrainingEventKind.STEP) {
      addStep(event);
    }
    if (event.getKind() == TrainingEventKind.PROGRESS && isNewer(event, progress)) {
      progress = Optional.of(event);
    }
    if (isNewer(event, newest)) {
      newest = Optional.of(event);
    }
  }

  private void addStep(TrainingEvent event) {
    StepKey key = StepKey.of(event);
    if (newestStep.isPresent() && key.compareTo(newestStep.get()) <= 0) {
      return;
    }
    newestStep = Optional.of(key);
    steps.addLast(TrainedStep.of(event));
    if (steps.size() > STEPS) {
      steps.removeFirst();
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
    if (!manifest.getModel().equals(model)) {
      return;
    }
    ModelKey key = key(manifest);
    versions.putIfAbsent(key, Report.Version.of(manifest));
    if (versions.size() > VERSIONS) {
      versions.pollFirstEntry();
    }
    if (newestVersion.isEmpty() || key.compareTo(key(newestVersion.get())) > 0) {
      newestVersion = Optional.of(manifest);
    }
    if (manifest.getHeld().isEmpty()) {
      newestOpen = newestOpen.filter(open -> open.compareTo(key) > 0).or(() -> Optional.of(key));
    }
  }

  /** The identity of a manifest's version. */
  public static ModelKey key(ModelManifest manifest) {
    return new ModelKey(manifest.getModel(), manifest.getGeneration(), manifest.getVersion());
  }

  /**
   * The fewest last steps, whole and in order, with at least {@code clips}; or all that are kept.
   */
  public synchronized List<TrainedStep> lastSteps(long clips) {
    Deque<TrainedStep> last = new ArrayDeque<>();
    Iterator<TrainedStep> backwards = steps.descendingIterator();
    for (long held = 0; held < clips && backwards.hasNext(); held += last.getFirst().clips()) {
      last.addFirst(backwards.next());
    }
    return new ArrayList<>(last);
  }

  /** The newest step. */
  public synchronized Optional<TrainedStep> newestStep() {
    return Optional.ofNullable(steps.peekLast());
  }

  /** The newest word that everything known is trained. */
  public synchronized Optional<TrainingEvent> progress() {
    return progress;
  }

  /** The last published versions in order. */
  public synchronized List<Report.Version> versions() {
    return new ArrayList<>(versions.values());
  }

  /** The newest published version. */
  public synchronized Optional<ModelManifest> newestVersion() {
    return newestVersion;
  }

  /** The newest version that is not held: what consumers come to follow by themselves. */
  public synchronized Optional<ModelKey> newestOpen() {
    return newestOpen;
  }

  /** The newest event's totals by name; empty before the first event. */
  public synchronized Map<String, Long> totals() {
    return newest.map(TrainingEvent::getTotals).orElse(List.of()).stream()
        .collect(Collectors.toMap(NamedValue::getName, total -> (long) total.getValue()));
  }
}
