package dev.tandem.serving.delivery;

import java.time.Duration;
import java.util.List;

/** The models topic: manifests and pointers, committed ones only. */
public interface VersionLog extends AutoCloseable {
  /** What came since the last call; waits up to {@code timeout} for it. */
  List<LogRecord> poll(Duration timeout);

  /** True once everything was read that the topic held when reading began. */
  boolean caughtUp();

  /** Begins again further back in the topic; false if everything was read already. */
  boolean searchFurtherBack();

  /** Makes a waiting {@link #poll} throw; callable from any thread. */
  void wakeup();

  @Override
  void close();
}
