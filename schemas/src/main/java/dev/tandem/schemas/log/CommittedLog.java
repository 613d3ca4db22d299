package dev.tandem.schemas.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads topics from given offsets to their committed end, as it stands when it is asked for. It is
 * there when it has come past the last offset, whatever holds that: markers of transactions and
 * records of aborted ones take offsets, too, and are never seen.
 *
 * <p>No call waits for ever. Each throws {@link UnreadableTopicException} where there is no such
 * topic, and where nothing has moved for {@link #PATIENCE}. One thread calls it.
 */
public final class CommittedLog implements AutoCloseable {
  /** How long no answer, and no progress, is waited for. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is done with a record, which may have no key and no value. */
  @FunctionalInterface
  public interface Taker {
    void take(ConsumerRecord<byte[], byte[]> record);
  }

  /** The same in a job, which begins anew at what is thrown, and whose user waits for nothing. */
  public static final Duration PATIENCE_IN_JOBS = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final String cluster;
  private final Duration patience;

  /**
   * Takes over {@code consumer}, which reads committed records.
   *
   * @param cluster its name, for messages
   */
  public CommittedLog(Consumer<byte[], byte[]> consumer, String cluster, Duration patience) {
    this.consumer = consumer;
    this.cluster = cluster;
    this.patience = patience;
  }

  public static CommittedLog open(KafkaConnection connection) {
    return open(connection, PATIENCE);
  }

  public static CommittedLog open(KafkaConnection connection, Duration patience) {
    return new CommittedLog(connection.promptConsumer(), connection.name(), patience);
  }

  /** Every partition of {@code topics}. */
  public List<TopicPartition> partitions(Collection<String> topics) {
    return topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
  }

  public List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> found =
        ask("which partitions %s has".formatted(topic), c -> c.partitionsFor(topic, patience));
    if (found == null || found.isEmpty()) {
      throw new UnreadableTopicException(
          "there is no topic %s at %s; create it with tandem topics create, or name another prefix with --prefix"
              .formatted(topic, cluster));
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** Every partition of the cluster. */
  public List<TopicPartition> allPartitions() {
    return ask("which topics there are", c -> c.listTopics(patience)).values().stream()
        .flatMap(List::stream)
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /** The first offset of each that retention has left. */
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
    return ask(
        "where %s begins".formatted(topics(partitions)),
        c -> c.beginningOffsets(partitions, patience));
  }

  /** Behind the last offset of each that is committed now. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return ask(
        "where %s ends".formatted(topics(partitions)), c -> c.endOffsets(partitions, patience));
  }

  /** From the first record of {@code time} or later to the committed end. */
  public Map<TopicPartition, Span> since(Instant time, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> time.toEpochMilli()));
    // Taken first: what becomes visible between the two calls must lie behind this end.
    Map<TopicPartition, Long> ends = ends(partitions);
    Map<TopicPartition, OffsetAndTimestamp> found =
        ask(
            "where %s has %s".formatted(topics(partitions), time),
            c -> c.offsetsForTimes(times, patience));
    return spans(
        ends, partition -> found.get(partition) == null ? null : found.get(partition).offset());
  }

  /** All that is committed in {@code topic} now. */
  public Map<TopicPartition, Span> whole(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    return spans(ends(partitions), beginnings(partitions)::get);
  }

  /**
   * All that is written in {@code topic} by now, which {@code written} knows: what an open
   * transaction hides is waited for when it is read.
   */
  public Map<TopicPartition, Span> wholeWritten(String topic, WrittenLog written) {
    List<TopicPartition> partitions = partitions(topic);
    return spans(written.ends(partitions), beginnings(partitions)::get);
  }

  /** What is committed behind {@code spans} now. */
  public Map<TopicPartition, Span> after(Map<TopicPartition, Span> spans) {
    return behind(
        spans.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, span -> span.getValue().to())));
  }

  /**
   * What is committed behind {@code positions} now; of a partition that ends before its position,
   * because its topic was made anew, all.
   */
  public Map<TopicPartition, Span> behind(Map<TopicPartition, Long> positions) {
    Map<TopicPartition, Long> ends = ends(positions.keySet());
    return spans(ends, p -> positions.get(p) > ends.get(p) ? Long.valueOf(0) : positions.get(p));
  }

  /** {@code from} gives null where there is nothing to read. */
  private static Map<TopicPartition, Span> spans(
      Map<TopicPartition, Long> ends, Function<TopicPartition, Long> from) {
    Map<TopicPartition, Span> spans = new LinkedHashMap<>();
    ends.forEach(
        (partition, end) -> {
          Long first = from.apply(partition);
          spans.put(partition, new Span(first == null ? end : first, end));
        });
    return spans;
  }

  /** Hands over every record of {@code topic} up to its committed end. */
  public void read(String topic, Taker reader) {
    read(whole(topic), reader);
  }

  /** Hands over every committed record of {@code spans}, each partition's in order. */
  public void read(Map<TopicPartition, Span> spans, Taker reader) {
    var unused =
        first(
            spans,
            record -> {
              reader.take(record);
              return false;
            });
  }

  /** The first record of {@code spans} that is {@code wanted}; reads no further. */
  public Optional<ConsumerRecord<byte[], byte[]>> first(
      Map<TopicPartition, Span> spans, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    SpanProgress progress = new SpanProgress(spans);
    assign(progress);
    while (!progress.isDone()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (progress.isWithin(record) && wanted.test(record)) {
          return Optional.of(record);
        }
      }
      advance(progress);
    }
    return Optional.empty();
  }

  private void assign(SpanProgress progress) {
    consumer.assign(progress.open());
    consumer.resume(progress.open());
    progress.open().forEach(partition -> consumer.seek(partition, progress.position(partition)));
  }

  private void advance(SpanProgress progress) {
    for (TopicPartition partition : List.copyOf(progress.open())) {
      long position = ask("where it reads " + partition, c -> c.position(partition, patience));
      if (progress.reach(partition, position)) {
        consumer.pause(List.of(partition));
      }
    }
    if (progress.isStalled(patience)) {
      throw new UnreadableTopicException(stalled(progress));
    }
  }

  private String stalled(SpanProgress progress) {
    TopicPartition partition = progress.open().iterator().next();
    long position = progress.position(partition);
    String cause =
        isHidden(partition, position)
            ? "an open transaction hides the rest: wait until its writer has ended it, or the broker has given it up,"
            : "look whether the partition has a leader and its broker can be reached,";
    return "topic %s, partition %d at %s: nothing came for %d s behind offset %d, but its end is %d; %s and try again"
        .formatted(
            partition.topic(),
            partition.partition(),
            cluster,
            patience.toSeconds(),
            position,
            progress.end(partition),
            cause);
  }

  private boolean isHidden(TopicPartition partition, long position) {
    try {
      return consumer.endOffsets(List.of(partition), LAST_WORD).get(partition) <= position;
    } catch (TimeoutException unknown) {
      return false;
    }
  }

  private <T> T ask(String question, Function<Consumer<byte[], byte[]>, T> call) {
    try {
      return call.apply(consumer);
    } catch (TimeoutException e) {
      throw new UnreadableTopicException(
          "the Kafka cluster at %s did not say %s within %d s; look whether its brokers can be reached by the addresses that they advertise, and try again"
              .formatted(cluster, question, patience.toSeconds()),
          e);
    }
  }

  static String topics(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::topic)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(LAST_WORD));
  }
}
