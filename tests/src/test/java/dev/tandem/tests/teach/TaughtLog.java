package dev.tandem.tests.teach;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.TrainingEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What was trained, published and answered, and when that came to be read. */
final class TaughtLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Map<String, Long> steps = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, Long> versions = new ConcurrentSkipListMap<>();
  private final Map<String, Prediction> answers = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  private TaughtLog(Consumer<byte[], byte[]> consumer) {
    this.thread = new Thread(() -> follow(consumer), "taught-log");
    thread.setDaemon(true);
    thread.start();
  }

  static TaughtLog follow(KafkaConnection kafka, Topics topics) {
    Set<TopicPartition> partitions = new HashSet<>();
    try (CommittedLog log = CommittedLog.open(kafka)) {
      for (String topic : List.of(topics.training(), topics.models(), topics.predictions())) {
        partitions.addAll(log.partitions(topic));
      }
    }
    Consumer<byte[], byte[]> consumer = kafka.consumer();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new TaughtLog(consumer);
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    try (consumer) {
      while (!closed) {
        consumer
            .poll(POLL)
            .forEach(
                record -> {
                  if (record.value() != null) {
                    take(Wire.decode(record.value()));
                  }
                });
      }
    }
  }

  private void take(SpecificRecordBase value) {
    if (value instanceof TrainingEvent event) {
      event.getClipIds().forEach(id -> steps.put(id, event.getStep()));
    } else if (value instanceof ModelManifest manifest) {
      versions.putIfAbsent(manifest.getStep(), System.nanoTime());
    } else if (value instanceof Prediction answer) {
      answers.putIfAbsent(answer.getClipId(), answer);
    }
  }

  Optional<Prediction> answer(String clip) {
    return Optional.ofNullable(answers.get(clip));
  }

  /** When the first version that has learned {@code clip} could be read. */
  OptionalLong learnedAt(String clip) {
    return Optional.ofNullable(steps.get(clip))
        .map(versions::ceilingEntry)
        .map(entry -> OptionalLong.of(entry.getValue()))
        .orElse(OptionalLong.empty());
  }

  boolean isTrained(String clip) {
    return steps.containsKey(clip);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
