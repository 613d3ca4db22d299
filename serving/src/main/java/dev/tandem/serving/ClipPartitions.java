package dev.tandem.serving;

import dev.tandem.serving.inference.Batch;
import dev.tandem.serving.inference.BatchWindow;
import dev.tandem.serving.inference.InferenceSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This member's share of the clips topic: gathers batches from it, holds still until told
 * otherwise, and knows how far everything is answered.
 *
 * <p>One thread calls it; {@link #positions}, {@link #partitions}, {@link #isIdle} and {@link
 * #wakeup} are for any thread.
 */
final class ClipPartitions implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClipPartitions.class);
  private static final Duration IDLE = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final BatchWindow window;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final String group;
  private boolean held = true;
  private String topic = "";
  private volatile boolean joined;
  private volatile int partitions;
  private volatile boolean idle;

  /** Takes over {@code consumer}. */
  ClipPartitions(
      Consumer<byte[], byte[]> consumer, InferenceSettings settings, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.window = new BatchWindow(settings, nanoTime);
    this.group = settings.group();
  }

  void subscribe(String topic) {
    this.topic = topic;
    consumer.subscribe(List.of(topic), this);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> added) {
    joined = true;
    if (held) {
      consumer.pause(added);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> taken) {
    joined = false; // until the group has shared them out anew
    window.drop(taken);
    positions.keySet().removeAll(taken);
  }

  /** Keeps the membership without reading clips. */
  void hold() {
    if (!held) {
      held = true;
      consumer.pause(consumer.assignment());
    }
    window.gather(consumer, IDLE);
  }

  /** The next clips; may be empty. */
  Batch next() {
    if (held) {
      held = false;
      consumer.resume(consumer.assignment());
    }
    return window.gather(consumer, IDLE);
  }

  ConsumerGroupMetadata member() {
    return consumer.groupMetadata();
  }

  /** Says that everything that was gathered is answered. */
  void answered() {
    for (TopicPartition partition : consumer.assignment()) {
      try {
        positions.put(partition, consumer.position(partition, IDLE));
      } catch (TimeoutException unknownYet) {
        positions.remove(partition);
      }
    }
    partitions = consumer.assignment().size();
    sayWhetherIdle(joined && partitions == 0);
  }

  private void sayWhetherIdle(boolean now) {
    if (now && !idle) {
      LOG.info(
          "idle: other members of group {} have all partitions of {}. It answers clips once one of"
              + " them ends; clips are shared by at most as many as there are partitions.",
          group,
          topic);
    } else if (!now && idle) {
      LOG.info("idle no more: {} partitions of {} are answered here", partitions, topic);
    }
    idle = now;
  }

  /** How many this member has. */
  int partitions() {
    return partitions;
  }

  /** True where the group has given them all to other members. */
  boolean isIdle() {
    return idle;
  }

  /**
   * Goes back to where the group stands, which is before or behind all that was gathered last; safe
   * whatever became of it.
   */
  void rewind() {
    Map<TopicPartition, Long> first = window.gathered().first();
    first.keySet().retainAll(consumer.assignment());
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(first.keySet());
    first.forEach(
        (partition, offset) -> {
          OffsetAndMetadata known = committed.get(partition);
          consumer.seek(partition, known == null ? offset : known.offset());
        });
  }

  /** Behind the last answered clip of each partition that this member has. */
  Map<TopicPartition, Long> positions() {
    return Map.copyOf(positions);
  }

  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
