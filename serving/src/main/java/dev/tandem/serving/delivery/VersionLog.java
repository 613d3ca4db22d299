package dev.tandem.serving.delivery;

import java.time.Duration;
import java.util.List;

/** The models and control topics: manifests, pointers and operators' words, committed ones only. */
public interface VersionLog extends AutoCloseable {
  /** What came since the last call; waits up to {@code timeout} for it. */
  List<LogRecord> poll(Duration timeout);

  /** True once everything was read that the topics held when reading began. */
  boolean caughtUp();

  /** Begins again further back in the models topic; false if everything was read already. */
  boolean searchFurtherBack();

  /** Throws Kafka's RetriableException if the topics cannot be reached now. */
  void probe();

  /** Makes a waiting {@link #poll} throw; callable from any thread. */
  void wakeup();

  @Override
  void close();
}
