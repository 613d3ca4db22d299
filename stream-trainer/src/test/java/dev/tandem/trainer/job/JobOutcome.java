package dev.tandem.trainer.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.stream.sink.OutRecord;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs of a job left behind, one after the other; after a restart, some of it twice. */
record JobOutcome(List<OutRecord> models, List<OutRecord> training, List<OutRecord> deadLetters) {

  /** Digest of every version, by version. Throws where a version was published with two digests. */
  SortedMap<Integer, String> versions() {
    TreeMap<Integer, String> versions = new TreeMap<>();
    for (OutRecord record : models) {
      if (record.value() != null && isManifest(record)) {
        ModelManifest manifest = Wire.decode(record.value(), ModelManifest.class);
        String before = versions.put(manifest.getVersion(), manifest.getSha256());
        if (before != null && !before.equals(manifest.getSha256())) {
          throw new AssertionError(
              "version %d has two digests: %s, then %s"
                  .formatted(manifest.getVersion(), before, manifest.getSha256()));
        }
      }
    }
    return versions;
  }

  private static boolean isManifest(OutRecord record) {
    return record.topic().equals(RecordedLog.TOPICS.models())
        && new String(record.key(), UTF_8).contains("@");
  }

  /** Digest of every version, in order. */
  List<String> digests() {
    return List.copyOf(versions().values());
  }

  TrainingEvent last() {
    return event(training.get(training.size() - 1));
  }

  SortedMap<String, Integer> totals() {
    TreeMap<String, Integer> totals = new TreeMap<>();
    for (NamedValue total : last().getTotals()) {
      totals.put(total.getName(), (int) total.getValue());
    }
    return totals;
  }

  /** What each step learned from and measured, by step; without what is of the wall clock. */
  SortedMap<Long, TrainingEvent> steps() {
    TreeMap<Long, TrainingEvent> steps = new TreeMap<>();
    training.stream()
        .map(JobOutcome::event)
        .filter(event -> event.getKind() == TrainingEventKind.STEP)
        .forEach(event -> steps.put(event.getStep(), measured(event)));
    return steps;
  }

  private static TrainingEvent event(OutRecord record) {
    return Wire.decode(record.value(), TrainingEvent.class);
  }

  private static TrainingEvent measured(TrainingEvent event) {
    return TrainingEvent.newBuilder(event)
        .setWrittenAt(Instant.EPOCH)
        .setStepMillis(0)
        .setTotals(List.of()) // as of when it was written
        .build();
  }

  /** Place and reason of each, in the order of places. */
  List<String> letters() {
    return deadLetters.stream().map(JobOutcome::letter).distinct().sorted().toList();
  }

  private static String letter(OutRecord record) {
    return Stream.of(
            DeadLetterFormat.TOPIC,
            DeadLetterFormat.PARTITION,
            DeadLetterFormat.OFFSET,
            DeadLetterFormat.REASON)
        .map(header -> new String(record.headers().get(header), UTF_8))
        .collect(Collectors.joining(" "));
  }
}
