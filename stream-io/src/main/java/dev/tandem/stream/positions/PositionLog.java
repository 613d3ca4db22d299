package dev.tandem.stream.positions;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where positions are written to. */
interface PositionLog extends AutoCloseable {
  /**
   * Writes them.
   *
   * @param next offset of the next record, by partition
   * @throws Exception where that is not possible now
   */
  void write(Map<TopicPartition, Long> next) throws Exception;

  @Override
  void close();
}
