package dev.tandem.serving.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The chunks topic, committed records only. */
public interface ChunkLog extends AutoCloseable {
  /**
   * Goes on from the first record of that time or later, also where it is not visible yet.
   *
   * @param time record time
   */
  void seek(Instant time);

  /** The next records; waits up to {@code timeout} for some. */
  List<LogRecord> poll(Duration timeout);

  /** Makes a waiting {@link #poll} throw; callable from any thread. */
  void wakeup();

  @Override
  void close();
}
