package dev.tandem.tests.log;

import java.nio.charset.StandardCharsets;

/**
 * A record to be written.
 *
 * @param value null for none
 * @param good whether it can be used
 */
public record LogRecord(
    String topic, int partition, long time, byte[] key, byte[] value, boolean good) {

  /** Something in the same place, with the same key, that cannot be used. */
  public LogRecord spoilt(byte[] instead) {
    return new LogRecord(topic, partition, time, key, instead, false);
  }

  public LogRecord withKey(String other) {
    return new LogRecord(
        topic, partition, time, other.getBytes(StandardCharsets.UTF_8), value, good);
  }

  public LogRecord at(long otherTime) {
    return new LogRecord(topic, partition, otherTime, key, value, good);
  }

  public LogRecord in(String otherTopic, int otherPartition) {
    return new LogRecord(otherTopic, otherPartition, time, key, value, good);
  }
}
