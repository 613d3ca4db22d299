package dev.tandem.app.answers;

import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The predictions topic, followed from a place on. Partitions that are added meanwhile are read
 * from their begin.
 *
 * <p>Every call throws {@link dev.tandem.schemas.log.UnreadableTopicException} where there is no
 * such topic, or no more, and where Kafka does not answer.
 */
public final class AnswerTopic implements AutoCloseable {
  private static final Duration PARTITIONS_AGAIN = Duration.ofSeconds(5);
  private static final int FIRST_REACH = 64;

  private final CommittedLog log;
  private final String topic;
  private final BiConsumer<String, String> unreadable;
  private final Map<TopicPartition, Long> positions;
  private long askedAt = System.nanoTime();

  private AnswerTopic(CommittedLog log, String topic, BiConsumer<String, String> unreadable) {
    this.log = log;
    this.topic = topic;
    this.unreadable = unreadable;
    this.positions = new HashMap<>(log.ends(log.partitions(topic)));
  }

  /**
   * At its committed end.
   *
   * @param unreadable told of each record that is no answer: where it lies, and why
   */
  public static AnswerTopic open(
      KafkaConnection kafka, String topic, BiConsumer<String, String> unreadable) {
    CommittedLog log = CommittedLog.open(kafka);
    try {
      return new AnswerTopic(log, topic, unreadable);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** Goes to the first answer that was given at {@code time} or later. */
  public void seek(Instant time) {
    log.since(time, positions.keySet()).forEach((p, span) -> positions.put(p, span.from()));
  }

  /**
   * The last answers before the place where it is, by the time they were given, oldest first.
   *
   * @param count at most so many
   */
  public List<Answer> last(long count, Predicate<Answer> wanted) {
    Map<TopicPartition, Long> begins = log.beginnings(positions.keySet());
    for (long reach = FIRST_REACH; ; reach *= 4) {
      Map<TopicPartition, Span> spans = before(begins, reach);
      List<Answer> found = new ArrayList<>();
      List<Runnable> complaints = new ArrayList<>();
      log.read(
          spans,
          record ->
              read(record, (place, why) -> complaints.add(() -> unreadable.accept(place, why)))
                  .filter(wanted)
                  .ifPresent(found::add));
      if (found.size() >= count || isAll(spans, begins)) {
        complaints.forEach(Runnable::run);
        found.sort(Comparator.comparing(Answer::answeredAt));
        return found.subList((int) Math.max(0, found.size() - count), found.size());
      }
    }
  }

  private Map<TopicPartition, Span> before(Map<TopicPartition, Long> begins, long reach) {
    Map<TopicPartition, Span> spans = new HashMap<>();
    positions.forEach(
        (partition, end) ->
            spans.put(partition, new Span(Math.max(begins.get(partition), end - reach), end)));
    return spans;
  }

  private static boolean isAll(Map<TopicPartition, Span> spans, Map<TopicPartition, Long> begins) {
    return spans.entrySet().stream()
        .allMatch(entry -> entry.getValue().from() == begins.get(entry.getKey()));
  }

  /**
   * Hands over what is committed behind the place where it is, and goes there.
   *
   * @param taker false where it wants no more
   */
  public void next(Predicate<Answer> taker) {
    lookForPartitions();
    Map<TopicPartition, Span> spans = log.behind(positions);
    var unused =
        log.first(spans, record -> read(record, unreadable).filter(taker.negate()).isPresent());
    spans.forEach((partition, span) -> positions.put(partition, span.to()));
  }

  private static Optional<Answer> read(
      ConsumerRecord<byte[], byte[]> record, BiConsumer<String, String> unreadable) {
    try {
      return Optional.of(Answer.of(record));
    } catch (WireException e) {
      unreadable.accept(
          "%s, partition %d, offset %d"
              .formatted(record.topic(), record.partition(), record.offset()),
          e.getMessage());
      return Optional.empty();
    }
  }

  private void lookForPartitions() {
    if (System.nanoTime() - askedAt > PARTITIONS_AGAIN.toNanos()) {
      askedAt = System.nanoTime();
      log.partitions(topic).forEach(partition -> positions.putIfAbsent(partition, 0L));
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
