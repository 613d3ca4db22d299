package dev.tandem.stream.positions;

import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A consumer group without members, by which nobody reads. Connects when it is first used. */
final class PositionGroup implements PositionLog {
  private static final AtomicInteger CLIENTS = new AtomicInteger();
  private static final int TIMEOUT_MILLIS = 5_000;

  private final KafkaConnection kafka;
  private final String group;
  private Admin admin;

  PositionGroup(KafkaConnection kafka, String group) {
    this.kafka = kafka;
    this.group = group;
  }

  @Override
  public void write(Map<TopicPartition, Long> next)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    admin().alterConsumerGroupOffsets(group, offsets).all().get();
  }

  private Admin admin() {
    if (admin == null) {
      admin =
          kafka.admin(
              Map.of(
                  AdminClientConfig.CLIENT_ID_CONFIG,
                  group + "-" + CLIENTS.incrementAndGet(),
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MILLIS,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MILLIS));
    }
    return admin;
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
