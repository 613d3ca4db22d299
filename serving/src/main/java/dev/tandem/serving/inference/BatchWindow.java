package dev.tandem.serving.inference;

import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Gathers clips until there are enough, or none came for long enough after the first. */
public final class BatchWindow {
  private final InferenceSettings settings;
  private final LongSupplier nanoTime;
  private Batch gathering = new Batch();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public BatchWindow(InferenceSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /**
   * The next clips; empty if none came within {@code idle}. What was read before an exception is in
   * {@link #gathered}.
   */
  public Batch gather(Consumer<byte[], byte[]> consumer, Duration idle) {
    gathering = new Batch();
    gathering.add(consumer.poll(idle));
    long end = nanoTime.getAsLong() + settings.batchWindow().toNanos();
    long left = end - nanoTime.getAsLong();
    while (!gathering.isEmpty() && gathering.size() < settings.batchSize() && left > 0) {
      gathering.add(consumer.poll(Duration.ofNanos(left)));
      left = end - nanoTime.getAsLong();
    }
    return gathering;
  }

  /** What was gathered last. */
  public Batch gathered() {
    return gathering;
  }

  /** To be called when partitions are taken away, which happens while gathering. */
  public void drop(Collection<TopicPartition> partitions) {
    gathering.drop(partitions);
  }
}
