package dev.tandem.app.report;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the training and models topics say about one model, each event and version once, in order.
 * Safe to fill from one thread and to read from others.
 */
public final class RunHistory {
  private record EventKey(int generation, long sequence) implements Comparable<EventKey> {
    @Override
    public int compareTo(EventKey other) {
      int byGeneration = Integer.compare(generation, other.generation);
      return byGeneration != 0 ? byGeneration : Long.compare(sequence, other.sequence);
    }
  }

  private final NavigableMap<EventKey, TrainingEvent> events = new TreeMap<>();
  private final NavigableMap<ModelKey, ModelManifest> versions = new TreeMap<>();

  /**
   * A step that was written again after a restart is the same step: the first stays. Progress
   * without a step goes on under one number: the latest stays.
   */
  public synchronized void add(TrainingEvent event) {
    events.merge(
        new EventKey(event.getGeneration(), event.getSequence()),
        event,
        (kept, again) ->
            kept.getKind() == TrainingEventKind.PROGRESS
                    && !again.getTrainedUntil().isBefore(kept.getTrainedUntil())
                ? again
                : kept);
  }

  /** Keeps the first of several equal versions. */
  public synchronized void add(ModelManifest manifest) {
    versions.putIfAbsent(key(manifest), manifest);
  }

  static ModelKey key(ModelManifest manifest) {
    return new ModelKey(manifest.getModel(), manifest.getGeneration(), manifest.getVersion());
  }

  /** Training steps in order. */
  public synchronized List<TrainingEvent> steps() {
    return events.values().stream()
        .filter(event -> event.getKind() == TrainingEventKind.STEP)
        .toList();
  }

  /** The last event of any kind. */
  public synchronized Optional<TrainingEvent> newestEvent() {
    return Optional.ofNullable(events.lastEntry()).map(Map.Entry::getValue);
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
  public Map<String, Long> totals() {
    return newestEvent().map(TrainingEvent::getTotals).orElse(List.of()).stream()
        .collect(Collectors.toMap(NamedValue::getName, total -> (long) total.getValue()));
  }
}
