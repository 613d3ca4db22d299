package dev.tandem.schemas.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What is written to partitions, committed or not. Who reads to these ends with a {@link
 * CommittedLog} has all that was written before, or knows it lost: it waits for transactions that
 * are open. Each call throws {@link UnreadableTopicException} after {@link CommittedLog#PATIENCE}.
 */
public final class WrittenLog {
  private final KafkaConnection connection;

  public WrittenLog(KafkaConnection connection) {
    this.connection = connection;
  }

  /** Behind the last offset of each. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return ask(partitions, OffsetSpec.latest(), ListOffsetsResultInfo::offset);
  }

  /**
   * A record.
   *
   * @param offset -1 where there is none
   * @param time in milliseconds since the epoch, as its writer claims
   */
  public record Stamp(long offset, long time) {}

  /** The record of each that has the latest time. */
  public Map<TopicPartition, Stamp> latest(Collection<TopicPartition> partitions) {
    return ask(
        partitions,
        OffsetSpec.maxTimestamp(),
        found -> new Stamp(found.offset(), found.timestamp()));
  }

  private <T> Map<TopicPartition, T> ask(
      Collection<TopicPartition> partitions,
      OffsetSpec spec,
      Function<ListOffsetsResultInfo, T> answer) {
    Map<TopicPartition, OffsetSpec> question =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
    int millis = Math.toIntExact(CommittedLog.PATIENCE.toMillis());
    try (Admin admin = connection.admin()) {
      Map<TopicPartition, T> answers = new HashMap<>();
      admin
          .listOffsets(question, new ListOffsetsOptions().timeoutMs(millis))
          .all()
          .get()
          .forEach((partition, found) -> answers.put(partition, answer.apply(found)));
      return answers;
    } catch (ExecutionException e) {
      throw new UnreadableTopicException(
          "the Kafka cluster at %s did not say where %s ends: %s; look whether its brokers can be reached by the addresses that they advertise, and try again"
              .formatted(
                  connection.name(), CommittedLog.topics(partitions), e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
    }
  }
}
