package dev.tandem.app.letters;

import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.log.UnreadableTopicException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The dead-letter topic: what is committed there now. */
public final class DeadLetterTopic implements AutoCloseable {
  private final String topic;
  private final CommittedLog log;
  private final List<TopicPartition> partitions;

  private DeadLetterTopic(String topic, CommittedLog log, List<TopicPartition> partitions) {
    this.topic = topic;
    this.log = log;
    this.partitions = partitions;
  }

  /** Throws {@link UnreadableTopicException} where there is no such topic. */
  public static DeadLetterTopic open(KafkaConnection kafka, String topic) {
    CommittedLog log = CommittedLog.open(kafka);
    try {
      return new DeadLetterTopic(topic, log, log.partitions(topic));
    } catch (UnreadableTopicException e) {
      log.close();
      throw e;
    }
  }

  /** Whether an offset alone does not say which letter is meant. */
  public boolean isPartitioned() {
    return partitions.size() > 1;
  }

  /** Every partition of the cluster: where letters may come from. */
  public Set<TopicPartition> cluster() {
    return Set.copyOf(log.allPartitions());
  }

  /** Hands over every letter up to the end that the topic has when this is called. */
  public void read(Consumer<DeadLetterRecord> reader) {
    log.read(topic, record -> reader.accept(DeadLetterRecord.of(record)));
  }

  /** The letter at {@code place}; throws {@link UsageException} where there is none. */
  public DeadLetterRecord at(Place place) {
    if (isPartitioned() && place.partition().isEmpty()) {
      throw new UsageException(
          "the letter is %s; must be PARTITION:OFFSET, as %s has %d partitions"
              .formatted(place, topic, partitions.size()));
    }
    TopicPartition partition = new TopicPartition(topic, place.partition().orElse(0));
    if (!partitions.contains(partition)) {
      throw new UsageException(
          "the letter is %s; %s has partitions 0 to %d"
              .formatted(place, topic, partitions.size() - 1));
    }
    return at(partition, place);
  }

  private DeadLetterRecord at(TopicPartition partition, Place place) {
    Span whole = log.whole(topic).get(partition);
    Span one = new Span(Math.max(whole.from(), place.offset()), whole.to());
    return log.first(Map.of(partition, one), record -> true)
        .filter(record -> record.offset() == place.offset())
        .map(DeadLetterRecord::of)
        .orElseThrow(() -> noLetter(place, whole));
  }

  /** Not every offset has one: Kafka's own marks of a transaction's end take some. */
  private UsageException noLetter(Place place, Span whole) {
    return new UsageException(
        "there is no letter at %s; %s holds offsets from %d and below %d. tandem dead-letters list shows them"
            .formatted(place, topic, whole.from(), whole.to()));
  }

  @Override
  public void close() {
    log.close();
  }
}
