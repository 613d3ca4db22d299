package dev.tandem.stream.positions;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the positions of the newest complete checkpoint, in a thread of its own: the task never
 * waits for it, and no failure comes back. One thread calls it.
 */
final class PositionReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PositionReporter.class);

  private final PositionLog log;
  private final ScheduledExecutorService thread;
  private final SortedMap<Long, Map<TopicPartition, Long>> begun = new TreeMap<>();

  /** Empty where everything is written. */
  private final AtomicReference<Map<TopicPartition, Long>> unwritten =
      new AtomicReference<>(Map.of());

  private boolean failing;

  /**
   * Takes over {@code log}.
   *
   * @param pause from one writing to the next, at least
   */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread
  PositionReporter(PositionLog log, Duration pause) {
    this.log = log;
    thread = Executors.newSingleThreadScheduledExecutor(PositionReporter::thread);
    thread.scheduleWithFixedDelay(
        this::write, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "tandem-positions");
    thread.setDaemon(true);
    return thread;
  }

  /** A checkpoint begins; {@code splits} is where it goes on from. */
  void begin(long checkpoint, List<KafkaPartitionSplit> splits) {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (KafkaPartitionSplit split : splits) {
      if (split.getStartingOffset() >= 0) { // else it stands for a place that is not known yet
        next.put(split.getTopicPartition(), split.getStartingOffset());
      }
    }
    begun.put(checkpoint, next);
  }

  /** Those before it will not be completed any more. */
  void complete(long checkpoint) {
    Map<TopicPartition, Long> next = begun.getOrDefault(checkpoint, Map.of());
    begun.headMap(checkpoint + 1).clear();
    if (!next.isEmpty()) {
      unwritten.set(next);
    }
  }

  void abort(long checkpoint) {
    begun.remove(checkpoint);
  }

  private void write() {
    Map<TopicPartition, Long> next = unwritten.getAndSet(Map.of());
    if (next.isEmpty()) {
      return;
    }
    try {
      log.write(next);
      failing = false;
    } catch (Exception | LinkageError e) { // the latter where a cluster has unloaded the job's jar
      unwritten.compareAndSet(Map.of(), next);
      if (!failing) {
        LOG.warn(
            "positions cannot be written for Kafka's lag tools, trying again; the job goes on: {}",
            e.toString());
      }
      failing = true;
    }
  }

  /** Returns at once; what is not written yet is tried once more. */
  @Override
  public void close() {
    thread.execute(
        () -> {
          write();
          log.close();
        });
    thread.shutdown();
  }
}
