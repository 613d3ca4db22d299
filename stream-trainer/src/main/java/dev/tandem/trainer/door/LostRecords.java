package dev.tandem.trainer.door;

import dev.tandem.schemas.log.KafkaConnection;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition that retention took before a job that goes on had read them, or some of
 * them: what the offsets held that are gone, nobody can tell.
 *
 * @param from the job's position
 * @param until where the partition begins now
 */
public record LostRecords(TopicPartition partition, long from, long until) implements Serializable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * Of each partition that begins behind its position, in their order.
   *
   * @throws KafkaException if the cluster does not say where they begin
   */
  public static List<LostRecords> before(
      Map<TopicPartition, Long> positions, KafkaConnection kafka) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    positions.keySet().forEach(partition -> asked.put(partition, OffsetSpec.earliest()));
    List<LostRecords> lost = new ArrayList<>();
    begins(asked, kafka)
        .forEach(
            (partition, begin) -> {
              long position = positions.get(partition);
              if (position >= 0 && begin.offset() > position) {
                lost.add(new LostRecords(partition, position, begin.offset()));
              }
            });
    lost.sort(Comparator.comparing(one -> one.partition.toString()));
    return lost;
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> begins(
      Map<TopicPartition, OffsetSpec> asked, KafkaConnection kafka) {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    Admin admin =
        kafka.admin(Map.of("default.api.timeout.ms", millis, "request.timeout.ms", millis));
    try {
      return admin.listOffsets(asked).all().get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Kafka does not say where its topics begin: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * How many there were at most: markers of transactions, and what was aborted, have offsets, too.
   */
  public long count() {
    return until - from;
  }

  /** Whether all of {@code other} is among these. */
  boolean covers(LostRecords other) {
    return partition.equals(other.partition) && from <= other.from && other.until <= until;
  }

  /** For people. */
  public static String text(List<LostRecords> lost) {
    return lost.stream().map(LostRecords::toString).collect(Collectors.joining("; "));
  }

  @Override
  public String toString() {
    return "up to %,d of %s partition %d, from offset %d to %d"
        .formatted(count(), partition.topic(), partition.partition(), from, until);
  }
}
