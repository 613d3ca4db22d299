package dev.tandem.monitoring.feed;

import dev.tandem.monitoring.state.BoardState;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the end of topics that are too large to be read: features and clips. What it takes does
 * not depend on how much is written.
 */
final class Peek implements Loop.Body {
  private static final Logger LOG = LoggerFactory.getLogger(Peek.class);
  private static final Duration PERIOD = Duration.ofMillis(1_500);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(30);
  private static final int POLLS = 4;
  private static final int MOST_TOPICS = 64;

  /** Offsets before the end; markers of transactions are among them. */
  private static final int DEPTH = 8;

  private static final Map<String, Object> FETCHES =
      Map.of(
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          1 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          4 << 20,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          100,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          100);

  private final KafkaConnection kafka;
  private final Topics topics;
  private final BoardState state;
  private final Map<String, List<TopicPartition>> partitions = new HashMap<>();
  private final Map<TopicPartition, Long> seen = new HashMap<>();
  private Instant looked = Instant.EPOCH;

  Peek(KafkaConnection kafka, Topics topics, BoardState state) {
    this.kafka = kafka;
    this.topics = topics;
    this.state = state;
  }

  @Override
  public void run(Loop loop) {
    try (Consumer<byte[], byte[]> consumer = kafka.consumer(FETCHES)) {
      while (loop.goesOn()) {
        try {
          peek(consumer);
        } catch (TimeoutException e) {
          LOG.debug("the brokers do not answer: {}", e.getMessage());
        }
        loop.pause(PERIOD);
      }
    }
  }

  @Override
  public void failed(KafkaException e) {
    looked = Instant.EPOCH; // who follows the topics tells of it
  }

  private void peek(Consumer<byte[], byte[]> consumer) {
    if (Duration.between(looked, Instant.now()).compareTo(LOOK_FOR_TOPICS) > 0) {
      lookForTopics(consumer);
      looked = Instant.now();
    }
    Map<TopicPartition, Long> ends = chosen(consumer);
    consumer.assign(ends.keySet());
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(end - DEPTH, seen.getOrDefault(partition, 0L))));
    read(consumer, ends);
  }

  private void lookForTopics(Consumer<byte[], byte[]> consumer) {
    partitions.clear();
    consumer.listTopics(PATIENCE).entrySet().stream()
        .filter(topic -> isWanted(topic.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_TOPICS)
        .forEach(
            topic ->
                partitions.put(
                    topic.getKey(),
                    topic.getValue().stream()
                        .map(info -> new TopicPartition(topic.getKey(), info.partition()))
                        .toList()));
  }

  private boolean isWanted(String topic) {
    int name = topics.features("").lastIndexOf('.');
    return topic.equals(topics.clips())
        || (topic.startsWith(topics.features("").substring(0, name))
            && topic.endsWith(topics.features("").substring(name)));
  }

  /** Of each topic the partition in which most is new, with its committed end. */
  private Map<TopicPartition, Long> chosen(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> all = partitions.values().stream().flatMap(List::stream).toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(all, PATIENCE);
    Map<TopicPartition, Long> chosen = new HashMap<>();
    for (List<TopicPartition> of : partitions.values()) {
      of.stream()
          .filter(partition -> news(partition, ends) > 0)
          .max(Comparator.comparingLong(partition -> news(partition, ends)))
          .ifPresent(partition -> chosen.put(partition, ends.get(partition)));
    }
    return chosen;
  }

  private long news(TopicPartition partition, Map<TopicPartition, Long> ends) {
    return ends.get(partition) - seen.getOrDefault(partition, 0L);
  }

  private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Set<TopicPartition> open = new HashSet<>(ends.keySet());
    List<ConsumerRecord<byte[], byte[]>> clips = new ArrayList<>();
    for (int polls = 0; polls < POLLS && !open.isEmpty(); polls++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.topic().equals(topics.clips())) {
          clips.add(record);
        } else {
          state.offer(record);
        }
      }
      for (TopicPartition partition : Set.copyOf(open)) {
        long position = consumer.position(partition, PATIENCE);
        seen.put(partition, position);
        if (position >= ends.get(partition)) {
          open.remove(partition);
        }
      }
    }
    if (!clips.isEmpty()) {
      state.offer(clips.get(clips.size() - 1));
    }
  }
}
