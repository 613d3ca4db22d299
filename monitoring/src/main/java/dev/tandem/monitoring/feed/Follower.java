package dev.tandem.monitoring.feed;

import dev.tandem.monitoring.state.BoardState;
import dev.tandem.monitoring.state.Reading;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.log.UnreadableTopicException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Hands every record of the board's topics over, from some time ago on, for ever. Where the brokers
 * are away, it says so and goes on where it was; where it cannot keep up, it passes records over
 * that only counts are made of, and says how many.
 */
final class Follower implements Loop.Body {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);

  /** Small: this reads beside those that work. */
  private static final Map<String, Object> FETCHES =
      Map.of(
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          1 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          8 << 20,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          1_000);

  private final KafkaConnection kafka;
  private final BoardState state;
  private final Starts starts;
  private final Duration history;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

  Follower(KafkaConnection kafka, Topics topics, BoardState state, Duration history) {
    this.kafka = kafka;
    this.state = state;
    this.starts = new Starts(topics);
    this.history = history;
  }

  /** What is read by now: the next offset of each partition. */
  Map<TopicPartition, Long> positions() {
    return positions;
  }

  Starts starts() {
    return starts;
  }

  @Override
  public void run(Loop loop) {
    while (loop.goesOn()) {
      try {
        follow(loop, begin());
      } catch (UnreadableTopicException | TimeoutException e) {
        state.reading(Reading.State.FAILING, 0, e.getMessage());
        loop.pause(LOOK);
      }
    }
  }

  @Override
  public void failed(KafkaException e) {
    state.reading(Reading.State.FAILING, 0, "it cannot be read: " + e.getMessage());
  }

  /** What was there before, as far as it is not read. */
  private Map<TopicPartition, Span> begin() {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      Map<TopicPartition, Span> spans = new HashMap<>();
      log.whole(starts.topics().models()); // names a missing topic before anything is read
      starts
          .spans(log, Instant.now().minus(history))
          .forEach(
              (partition, span) ->
                  spans.put(
                      partition,
                      new Span(
                          Math.min(positions.getOrDefault(partition, span.from()), span.to()),
                          span.to())));
      return spans;
    }
  }

  /** Until there are other partitions. */
  private void follow(Loop loop, Map<TopicPartition, Span> before) {
    before.forEach((partition, span) -> positions.put(partition, span.from()));
    Instant looked = Instant.now();
    Instant lookedForPartitions = Instant.now();
    try (Consumer<byte[], byte[]> consumer = kafka.consumer(FETCHES)) {
      consumer.assign(before.keySet());
      before.forEach((partition, span) -> consumer.seek(partition, span.from()));
      while (loop.goesOn()) {
        read(consumer);
        tellProgress(before);
        Instant now = Instant.now();
        if (Duration.between(looked, now).compareTo(LOOK) > 0) {
          looked = now;
          look(consumer, before);
        }
        if (Duration.between(lookedForPartitions, now).compareTo(LOOK_FOR_PARTITIONS) > 0) {
          lookedForPartitions = now;
          if (!partitions(consumer).equals(before.keySet())) {
            return;
          }
        }
      }
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      state.offer(record);
    }
    for (TopicPartition partition : consumer.assignment()) {
      long position = consumer.position(partition, PATIENCE);
      OptionalLong behind = consumer.currentLag(partition);
      long excess = behind.isPresent() ? starts.excess(partition.topic(), behind.getAsLong()) : 0;
      if (excess > 0) {
        position += excess;
        consumer.seek(partition, position);
        state.passedOver(excess);
      }
      positions.put(partition, position);
    }
  }

  private void tellProgress(Map<TopicPartition, Span> before) {
    if (state.reading() == Reading.State.FOLLOWING) {
      return;
    }
    long all = before.values().stream().mapToLong(Span::length).sum();
    long left =
        before.entrySet().stream()
            .mapToLong(span -> Math.max(0, span.getValue().to() - positions.get(span.getKey())))
            .sum();
    if (left == 0) {
      state.reading(Reading.State.FOLLOWING, 1, "");
    } else if (state.reading() != Reading.State.FAILING) {
      state.reading(Reading.State.CATCHING_UP, 1 - (double) left / all, "");
    }
  }

  /** A consumer says nothing of brokers that are away. */
  private void look(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Span> before) {
    try {
      consumer.endOffsets(before.keySet(), PATIENCE);
      if (state.reading() == Reading.State.FAILING) {
        state.reading(Reading.State.CATCHING_UP, 0, "");
      }
    } catch (TimeoutException e) {
      state.reading(
          Reading.State.FAILING, 0, "the brokers at %s do not answer".formatted(kafka.name()));
    }
  }

  private Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> found = new HashSet<>();
    for (String topic : starts.followed()) {
      consumer
          .partitionsFor(topic, PATIENCE)
          .forEach(info -> found.add(new TopicPartition(topic, info.partition())));
    }
    return found;
  }
}
