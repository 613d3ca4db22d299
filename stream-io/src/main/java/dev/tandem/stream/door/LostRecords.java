package dev.tandem.stream.door;

import dev.tandem.schemas.UnfitTopicsException;
import dev.tandem.schemas.log.KafkaConnection;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
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
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

  /**
   * Of each partition that begins behind its position, in their order. Positions below zero stand
   * for places that are not known yet.
   *
   * @throws UnfitTopicsException if a partition ends before its position: it is another log than
   *     the one that was read
   * @throws KafkaException if the cluster does not say where they begin and end
   */
  public static List<LostRecords> before(
      Map<TopicPartition, Long> positions, KafkaConnection kafka) {
    Map<TopicPartition, Long> known = new TreeMap<>(ORDER);
    positions.forEach(
        (partition, position) -> {
          if (position >= 0) {
            known.put(partition, position);
          }
        });
    int millis = Math.toIntExact(PATIENCE.toMillis());
    Admin admin =
        kafka.admin(Map.of("default.api.timeout.ms", millis, "request.timeout.ms", millis));
    try {
      requireReached(known, offsets(admin, known.keySet(), OffsetSpec.latest()));
      return lost(known, offsets(admin, known.keySet(), OffsetSpec.earliest()));
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static void requireReached(
      Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
    positions.forEach(
        (partition, position) -> {
          if (ends.get(partition) < position) {
            throw new UnfitTopicsException(
                "%s partition %d ends at offset %d, but this job has read it up to %d: the topic was created anew, or a broker lost its newest records (unclean leader election). The positions of the job's state are void: start it without that state (another --state and trainer.generation)"
                    .formatted(
                        partition.topic(), partition.partition(), ends.get(partition), position));
          }
        });
  }

  private static List<LostRecords> lost(
      Map<TopicPartition, Long> positions, Map<TopicPartition, Long> begins) {
    List<LostRecords> lost = new ArrayList<>();
    positions.forEach(
        (partition, position) -> {
          if (begins.get(partition) > position) {
            lost.add(new LostRecords(partition, position, begins.get(partition)));
          }
        });
    return lost;
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    try {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, found) -> offsets.put(partition, found.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Kafka does not say where its topics begin and end: " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
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
