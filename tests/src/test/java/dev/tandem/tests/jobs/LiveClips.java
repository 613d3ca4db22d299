package dev.tandem.tests.jobs;

import dev.tandem.schemas.Topics;
import dev.tandem.tests.Patience;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.TestingLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Writes forty clips a second and times the answers, as a reader of committed records sees them.
 */
final class LiveClips implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(25);
  private static final int CLIPS = 20_000;

  private final String bootstrapServers;
  private final Topics topics;
  private final List<LogRecord> log;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Double> millis = new ConcurrentHashMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final List<Thread> threads;
  private volatile boolean ended;

  private LiveClips(String bootstrapServers, Topics topics, Instant start) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.log = TestingLog.of(topics, start, 1, CLIPS);
    this.threads =
        List.of(new Thread(this::write, "live-clips"), new Thread(this::read, "answers"));
    threads.forEach(thread -> thread.setDaemon(true));
  }

  static LiveClips start(String bootstrapServers, Topics topics, Instant start) {
    LiveClips clips = new LiveClips(bootstrapServers, topics, start);
    clips.threads.forEach(Thread::start);
    return clips;
  }

  int answered() {
    return answered.get();
  }

  /** Of the clips that are sent from now on for so long, once all of them are answered. */
  List<Double> latencies(Duration duration) {
    long from = System.nanoTime();
    long until = from + duration.toNanos();
    Patience.until(() -> System.nanoTime() > until && unanswered(from, until) == 0, answered::get);
    return among(from, until).map(millis::get).toList();
  }

  private long unanswered(long from, long until) {
    return among(from, until).filter(id -> !millis.containsKey(id)).count();
  }

  private Stream<String> among(long from, long until) {
    return sent.entrySet().stream()
        .filter(clip -> clip.getValue() >= from && clip.getValue() < until)
        .map(Map.Entry::getKey);
  }

  private void write() {
    long due = System.nanoTime();
    String last = "";
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (LogRecord record : log) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (ended) {
          return;
        }
        if (!key.equals(last) && key.contains("-")) {
          due += BETWEEN.toNanos();
          LockSupport.parkNanos(due - System.nanoTime());
          sent.put(key, System.nanoTime());
          last = key;
        }
        var unused =
            producer.send(
                new ProducerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.time(),
                    record.key(),
                    record.value()));
      }
    }
  }

  private void read() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topics.predictions())
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
      consumer.assign(partitions);
      while (!ended) {
        for (ConsumerRecord<String, byte[]> answer : consumer.poll(Duration.ofMillis(20))) {
          millis.put(answer.key(), (System.nanoTime() - sent.get(answer.key())) / 1e6);
          answered.incrementAndGet();
        }
      }
    }
  }

  @Override
  public void close() {
    ended = true;
    Patience.until(() -> threads.stream().noneMatch(Thread::isAlive));
  }
}
