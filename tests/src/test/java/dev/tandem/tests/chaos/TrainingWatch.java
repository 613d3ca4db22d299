package dev.tandem.tests.chaos;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows what a job writes: its steps, its versions. */
final class TrainingWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<String, byte[]> consumer;
  private final SortedMap<Integer, String> versions = new TreeMap<>();
  private final SortedMap<Long, List<String>> steps = new TreeMap<>();
  private final Set<Long> skipped = new HashSet<>();
  private long records;
  private long twice;
  private final NavigableSet<Instant> stepped = new TreeSet<>(Set.of(Instant.EPOCH));

  TrainingWatch(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(Topics.standard().training(), Topics.standard().models()).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what has come. */
  void poll() {
    for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
      if (found.value() == null) {
        continue;
      }
      Object value = Wire.decode(found.value());
      if (value instanceof TrainingEvent event) {
        take(event);
      } else if (value instanceof ModelManifest manifest) {
        take(manifest);
      }
    }
  }

  private void take(TrainingEvent event) {
    records++;
    if (event.getKind() == TrainingEventKind.SKIPPED) {
      skipped.add(event.getSequence());
    }
    if (event.getKind() == TrainingEventKind.STEP) {
      stepped.add(event.getWrittenAt());
      List<String> before = steps.put(event.getStep(), List.copyOf(event.getClipIds()));
      if (before != null && !before.equals(event.getClipIds())) {
        throw new AssertionError(
            "step %d trained %s, and again with %s"
                .formatted(event.getStep(), before, event.getClipIds()));
      }
    }
  }

  /** A version that is there twice was committed twice. */
  private void take(ModelManifest manifest) {
    String before = versions.put(manifest.getVersion(), manifest.getSha256());
    if (before != null) {
      twice++;
    }
  }

  /** Training events so far, those of steps that were taken again included. */
  long records() {
    return records;
  }

  /** Wall clock of the trainer when it wrote its last step. */
  Instant steppedAt() {
    return stepped.last();
  }

  /** The same of the first step that it wrote after {@code instant}. */
  Optional<Instant> firstStepAfter(Instant instant) {
    return Optional.ofNullable(stepped.higher(instant));
  }

  /** Clips that were trained, those of steps that were taken again once. */
  long trained() {
    return steps.values().stream().mapToLong(List::size).sum();
  }

  /** Versions that were committed more than once. */
  long twice() {
    return twice;
  }

  /** Batches that no step was taken with. */
  long skipped() {
    return skipped.size();
  }

  long newestStep() {
    return steps.isEmpty() ? 0 : steps.lastKey();
  }

  /** The newest committed version; 0 before the first. */
  int newestVersion() {
    return versions.isEmpty() ? 0 : versions.lastKey();
  }

  /** Digests by version. */
  SortedMap<Integer, String> versions() {
    return versions;
  }

  /** Clips of each step. */
  SortedMap<Long, List<String>> steps() {
    return steps;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
