package dev.tandem.trainer.training;

import dev.tandem.learner.StepReport;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.trainer.assembly.ClipOutcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checkpointed counts since a model began. Clips by outcome: {@code complete, partial, late,
 * deadLettered}; of the joined ones {@code trained, unlabelled, skipped}; of the skipped ones
 * {@code skippedIdInUse, skippedNotAdmitted, skippedQuarantined, skippedUnknownClass}; records that
 * were not used: {@code recordsDuplicate, recordsConflicting, recordsCorrected, recordsLate,
 * recordsInvalid, recordsExcluded}; versions: {@code published}; {@code classesAdded}, which the
 * model did not begin with; {@code batchesSkipped}, whose loss or gradient was not finite or which
 * came while the model was halted; {@code replaysSkipped}, updates on earlier clips that were left
 * out for that reason; {@code halted}, 1 while it is; {@code drift.HEAD}, how often a head's error
 * was found to have risen.
 */
final class Totals {
  static final String PUBLISHED = "published";
  static final String CLASSES_ADDED = "classesAdded";
  static final String BATCHES_SKIPPED = "batchesSkipped";
  static final String HALTED = "halted";
  private static final String REPLAYS_SKIPPED = "replaysSkipped";
  private static final String DRIFT = "drift.";

  private final TreeMap<String, Long> counts = new TreeMap<>();
  private long changes;

  Totals(SortedMap<String, Long> counts) {
    for (ClipOutcome outcome : ClipOutcome.values()) {
      this.counts.put(outcome.total(), 0L);
    }
    for (Tally tally : Tally.values()) {
      this.counts.put(tally.total(), 0L);
    }
    for (TrainingOutcome outcome : TrainingOutcome.values()) {
      this.counts.put(outcome.total(), 0L);
    }
    for (SkipReason reason : SkipReason.values()) {
      this.counts.put(reason.total(), 0L);
    }
    this.counts.put(PUBLISHED, 0L);
    this.counts.put(CLASSES_ADDED, 0L);
    this.counts.put(BATCHES_SKIPPED, 0L);
    this.counts.put(HALTED, 0L);
    this.counts.put(REPLAYS_SKIPPED, 0L);
    this.counts.putAll(counts);
  }

  void add(String name, int count) {
    counts.merge(name, (long) count, Long::sum);
    changes += count == 0 ? 0 : 1;
  }

  void add(StepReport report) {
    add(BATCHES_SKIPPED, report.trained() ? 0 : 1);
    add(REPLAYS_SKIPPED, report.replaysSkipped());
    set(HALTED, report.outcome() == StepReport.Outcome.HALTED ? 1 : 0);
    report.drifted().forEach(head -> add(DRIFT + head, 1));
  }

  void set(String name, long value) {
    Long before = counts.put(name, value);
    changes += Objects.equals(before, value) ? 0 : 1;
  }

  long of(String name) {
    return counts.get(name);
  }

  /** Another number as soon as any count is another one. */
  long changes() {
    return changes;
  }

  /** A copy, in order of the names. */
  SortedMap<String, Long> snapshot() {
    return new TreeMap<>(counts);
  }

  List<NamedValue> named() {
    return counts.entrySet().stream()
        .map(count -> new NamedValue(count.getKey(), (double) count.getValue()))
        .toList();
  }

  static void write(SortedMap<String, Long> counts, DataOutput out) throws IOException {
    Bytes.writeAll(
        counts.entrySet(),
        (count, o) -> {
          Bytes.writeText(count.getKey(), o);
          o.writeLong(count.getValue());
        },
        out);
  }

  static SortedMap<String, Long> read(DataInput in) throws IOException {
    TreeMap<String, Long> counts = new TreeMap<>();
    Bytes.readAll(i -> Map.entry(Bytes.readText(i), i.readLong()), in)
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }
}
