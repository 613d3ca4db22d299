package dev.tandem.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.report.TopicReader;
import dev.tandem.app.run.StreamPosition;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.WrittenLog;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.StreamMark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on a log whose partitions end with markers of transactions, behind old records that
 * were replayed and junk of now: what they read to is where the feed ended, and each comes to it.
 */
class ReplayedLogIT {
  private static final String FEED = "synthetic:?rate=max";
  private static final int LETTERS = 70;

  /** Longer nobody waits without a word. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final Pattern RANGE = Pattern.compile("from (\\S+) to (\\S+)");

  private final Instant start =
      Instant.now().minus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  private final Topics topics = Topics.standard();

  @TempDir Path directory;

  private EmbeddedKafka kafka;
  private List<String> sources;

  @BeforeEach
  void startBroker() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory));
    List<String> modalities = List.of("audio", "video");
    sources = new ArrayList<>(modalities.stream().map(topics::features).toList());
    sources.add(topics.labels());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      new TopicAdmin(admin).create(topics.catalogue(modalities, 2), Optional.empty());
    }
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  @Test
  void shouldFindWhereFeedsEnded() throws Exception {
    Matcher first = ingest("--stream", "cam", "--start", start.toString());
    Instant end = Instant.parse(first.group(2));
    int letters = buryTheFirstOfEachPartition();
    assertThat(run("dead-letters", "replay", "--yes")).contains("written to " + topics.labels());
    assertThat(last(topics.labels())).as("the replay came last").anyMatch(end::isAfter);
    writeJunk();

    assertThat(run("streams", "quarantine", "cam", "--why", "dark"))
        .contains("counts for clips from " + end.plus(Duration.ofMinutes(1)));
    assertThat(StreamPosition.resume(kafka.connection(), sources, "cam")).isBetween(20L, 40L);
    Matcher second = ingest("--stream", "cam-2");
    assertThat(Instant.parse(second.group(1)))
        .as("behind the horizon that the end of all streams moves time on by")
        .isBetween(end.plusSeconds(1), end.plus(Duration.ofMinutes(10)));
    assertThat(run("streams", "quarantine", "cam-2", "--why", "dark"))
        .contains("from " + Instant.parse(second.group(2)).plus(Duration.ofMinutes(1)));
    assertThat(run("streams", "list")).contains("cam-2");
    assertThat(run("dead-letters", "list")).contains(letters + " letters");
    run("models", "list");
  }

  /** More than one look, with junk of now before them: neither end of the log is the feed's. */
  @Test
  void shouldFindTheEndOfAFeedBehindManyLettersWhereJunkIsTheLatest() throws Exception {
    Instant end = Instant.parse(ingest("--stream", "cam", "--start", start.toString()).group(2));
    Map<String, Map<TopicPartition, ConsumerRecord<String, byte[]>>> firsts = new HashMap<>();
    sources.forEach(topic -> firsts.put(topic, first(topic)));
    writeAgain(firsts, LETTERS);
    writeJunk();
    writeAgain(firsts, LETTERS);

    assertThat(run("streams", "quarantine", "cam", "--why", "dark"))
        .contains("counts for clips from " + end.plus(Duration.ofMinutes(1)));
  }

  private void writeAgain(
      Map<String, Map<TopicPartition, ConsumerRecord<String, byte[]>>> records, int times)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Map<TopicPartition, ConsumerRecord<String, byte[]>> ofTopic : records.values()) {
        ofTopic
            .values()
            .forEach(
                record ->
                    again.add(
                        of(
                            record,
                            Instant.ofEpochMilli(record.timestamp()),
                            record.key().getBytes(UTF_8),
                            record.value())));
      }
    }
    write(again);
  }

  /** Its clips, from the first one's begin to the last one's end. */
  private Matcher ingest(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("ingest", FEED, "--clips", "40"));
    all.addAll(List.of(options));
    String said = run(all.toArray(String[]::new));
    Matcher range = RANGE.matcher(said);
    assertThat(range.find()).as(said).isTrue();
    return range;
  }

  private String run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    CommandScreen screen = CommandScreen.start(all.toArray(String[]::new));
    int status = screen.await(SILENCE);
    assertThat(status).as(screen.said() + screen.errors()).isZero();
    return screen.said();
  }

  /** As if a door had refused it. */
  private int buryTheFirstOfEachPartition() throws Exception {
    List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
    for (String topic : sources) {
      first(topic).values().forEach(record -> letters.add(letter(record)));
    }
    write(letters);
    return letters.size();
  }

  private ProducerRecord<byte[], byte[]> letter(ConsumerRecord<String, byte[]> record) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topics.deadLetters(), record.key().getBytes(UTF_8), record.value());
    Map.of(
            "reason", "none",
            "topic", record.topic(),
            "partition", Integer.toString(record.partition()),
            "offset", Long.toString(record.offset()),
            "timestamp", Long.toString(record.timestamp()))
        .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
    return letter;
  }

  /** No record, none at all, and that of a camera whose clock is weeks ahead. */
  private void writeJunk() throws Exception {
    Instant now = Instant.now();
    List<ProducerRecord<byte[], byte[]>> junk = new ArrayList<>();
    for (String topic : sources) {
      for (ConsumerRecord<String, byte[]> record : first(topic).values()) {
        byte[] key = record.key().getBytes(UTF_8);
        junk.add(of(record, now, key, "hello".getBytes(UTF_8)));
        junk.add(of(record, now, key, null));
        if (Wire.decode(record.value()) instanceof Features features) {
          junk.add(
              of(
                  record,
                  now,
                  key,
                  Wire.encode(Features.newBuilder(features).setClipTime(now).build())));
        }
      }
    }
    write(junk);
  }

  private static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<?, ?> beside, Instant time, byte[] key, byte[] value) {
    return new ProducerRecord<>(
        beside.topic(), beside.partition(), time.toEpochMilli(), key, value);
  }

  private void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  /** The first clip of each partition. */
  private Map<TopicPartition, ConsumerRecord<String, byte[]>> first(String topic) {
    Map<TopicPartition, ConsumerRecord<String, byte[]>> first = new HashMap<>();
    new TopicReader(kafka.connection())
        .read(
            topic,
            record -> {
              if (!(Wire.decode(record.value()) instanceof StreamMark)) {
                first.putIfAbsent(partition(record), record);
              }
            });
    return first;
  }

  /** Times of the last record of each partition, once what was written to it can be seen. */
  private List<Instant> last(String topic) {
    Map<TopicPartition, Instant> last = new HashMap<>();
    KafkaConnection connection = kafka.connection();
    try (CommittedLog log = CommittedLog.open(connection)) {
      log.read(
          log.wholeWritten(topic, new WrittenLog(connection)),
          record -> last.put(partition(record), Instant.ofEpochMilli(record.timestamp())));
    }
    return List.copyOf(last.values());
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
