package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.serving.delivery.LogRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Versions, operators' words and what becomes of training, as they are committed. Each topic's in
 * their order, and one topic's among the others' by when they were written.
 *
 * <p>Every call throws {@link dev.tandem.schemas.log.UnreadableTopicException} where Kafka does not
 * answer; a later one goes on where that one was.
 */
public final class ModelWatch implements AutoCloseable {
  /** So many events of training say how models stood before the first one that is told of. */
  private static final long STANDING = 1_000;

  private static final byte[] NOTHING = {};

  private final CommittedLog log;
  private final Topics topics;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Queue<ModelNews>> read = new LinkedHashMap<>();
  private final TrainingChanges training = new TrainingChanges();

  private ModelWatch(CommittedLog log, Topics topics) {
    this.log = log;
    this.topics = topics;
  }

  /**
   * Begins with what comes from now on, or was written at {@code since} or later and is still
   * there.
   */
  public static ModelWatch open(KafkaConnection kafka, Topics topics, Optional<Instant> since) {
    CommittedLog log = CommittedLog.open(kafka);
    try {
      ModelWatch watch = new ModelWatch(log, topics);
      watch.begin(since);
      return watch;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private void begin(Optional<Instant> since) {
    List<TopicPartition> partitions =
        log.partitions(List.of(topics.models(), topics.control(), topics.training()));
    partitions.forEach(partition -> read.put(partition, new ArrayDeque<>()));
    positions.putAll(log.ends(partitions));
    since.ifPresent(
        time -> log.since(time, partitions).forEach((p, span) -> positions.put(p, span.from())));
    learnStanding(log.partitions(topics.training()));
  }

  private void learnStanding(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Span> before = new HashMap<>();
    log.beginnings(partitions)
        .forEach(
            (partition, first) -> {
              long position = positions.get(partition);
              long from = Math.min(position, Math.max(first, position - STANDING));
              before.put(partition, new Span(from, position));
            });
    log.read(before, record -> trained(LogRecord.of(record)));
  }

  /** What was committed since the last call. */
  public List<ModelNews> next() {
    Map<TopicPartition, Span> spans = log.behind(positions);
    log.read(spans, this::take);
    spans.forEach((partition, span) -> positions.put(partition, span.to()));
    return merged();
  }

  /** Once only, though the call that reads it may fail behind it. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    read.get(partition).addAll(news(LogRecord.of(record)));
    positions.put(partition, record.offset() + 1);
  }

  private List<ModelNews> news(LogRecord record) {
    if (record.topic().equals(topics.training())) {
      return trained(record);
    }
    try {
      return named(record).stream().toList();
    } catch (WireException e) {
      return List.of(ModelNews.foreign(record, e.getMessage()));
    }
  }

  private Optional<ModelNews> named(LogRecord record) {
    return record.topic().equals(topics.control())
        ? record
            .value()
            .map(value -> ModelNews.word(Wire.decode(value, ControlEvent.class), record.time()))
        : ModelKey.ofManifestKey(record.key()).map(key -> ModelNews.version(key, record));
  }

  private List<ModelNews> trained(LogRecord record) {
    try {
      return training.take(Wire.decode(record.value().orElse(NOTHING), TrainingEvent.class));
    } catch (WireException e) {
      return List.of(ModelNews.foreign(record, e.getMessage()));
    }
  }

  private List<ModelNews> merged() {
    List<ModelNews> merged = new ArrayList<>();
    Optional<Queue<ModelNews>> next = earliest();
    while (next.isPresent()) {
      merged.add(next.get().remove());
      next = earliest();
    }
    return merged;
  }

  private Optional<Queue<ModelNews>> earliest() {
    return read.values().stream()
        .filter(queue -> !queue.isEmpty())
        .min(Comparator.comparing(queue -> queue.element().at()));
  }

  @Override
  public void close() {
    log.close();
  }
}
