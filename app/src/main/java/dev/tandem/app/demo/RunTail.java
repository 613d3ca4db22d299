package dev.tandem.app.demo;

import dev.tandem.app.report.RunHistory;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the training and models topics from their beginning into a {@link RunHistory}, in a
 * thread of its own. Following, not reading at the end: by then compaction may have removed
 * versions that are retired.
 */
final class RunTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunTail.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final RunHistory history;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Optional<KafkaException> failure = Optional.empty();

  private RunTail(Consumer<byte[], byte[]> consumer, RunHistory history) {
    this.consumer = consumer;
    this.history = history;
    this.thread = new Thread(this::follow, "tandem-tail");
    thread.setDaemon(true);
  }

  /** Returns when everything that is there already is in {@code history}. */
  static RunTail start(KafkaConnection kafka, Topics topics, RunHistory history) {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      Map<TopicPartition, Span> there = new HashMap<>(log.whole(topics.training()));
      there.putAll(log.whole(topics.models()));
      RunTail tail = new RunTail(kafka.consumer(), history);
      log.read(there, tail::take);
      tail.goOn(there);
      return tail;
    }
  }

  private void goOn(Map<TopicPartition, Span> behind) {
    consumer.assign(behind.keySet());
    behind.forEach((partition, span) -> consumer.seek(partition, span.to()));
    thread.start();
  }

  private void follow() {
    try (consumer) {
      while (!stopping) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("woken up to close");
    } catch (KafkaException e) {
      failure = Optional.of(e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.value() == null) {
      return; // a retired version
    }
    try {
      SpecificRecordBase value = Wire.decode(entry.value());
      if (value instanceof TrainingEvent event) {
        history.add(event);
      } else if (value instanceof ModelManifest manifest) {
        history.add(manifest);
      }
    } catch (WireException e) {
      LOG.warn("{} offset {}: {}", entry.topic(), entry.offset(), e.getMessage());
    }
  }

  /** Throws if the topics can be followed no more. */
  void check() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
