package dev.tandem.tests.jobs;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.tests.Patience;
import dev.tandem.tests.log.TestingLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Cameras that take turns, live: a labelled clip of one second from the next of them each
 * millisecond. A gateway's mark each second says how far all are.
 */
final class ManyCameras implements AutoCloseable {
  static final int CAMERAS = 10_000;
  static final int CLASSES = 1_000;
  static final int WIDTH = 16;

  /** Clips a second, of all cameras together. */
  static final int RATE = 1_000;

  private static final Duration LENGTH = Duration.ofSeconds(1);
  private static final String GATEWAY = "gateway";

  private final Topics topics;
  private final int partitions;
  private final KafkaProducer<String, byte[]> producer;
  private final Instant start = Instant.now();
  private final Random random = new Random(1);
  private final Thread thread = new Thread(this::write, "many-cameras");
  private volatile long written;
  private volatile boolean ended;

  private ManyCameras(String bootstrapServers, Topics topics, int partitions) {
    this.topics = topics;
    this.partitions = partitions;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
            new StringSerializer(),
            new ByteArraySerializer());
    thread.setDaemon(true);
  }

  static ManyCameras start(String bootstrapServers, Topics topics, int partitions) {
    ManyCameras cameras = new ManyCameras(bootstrapServers, topics, partitions);
    cameras.thread.start();
    return cameras;
  }

  /** Clips so far. */
  long written() {
    return written;
  }

  private void write() {
    mark(MarkKind.START, start);
    for (long clip = 0; !ended; clip++) {
      Instant end = start.plusMillis(clip);
      LockSupport.parkNanos(Duration.between(Instant.now(), end).toNanos());
      clip(clip, end);
      if (clip % RATE == 0) {
        mark(MarkKind.HEARTBEAT, end);
      }
      written = clip + 1;
    }
  }

  private void clip(long clip, Instant end) {
    long camera = clip % CAMERAS;
    String id = "camera-%d-%d".formatted(camera, clip / CAMERAS);
    int type = (int) (camera % CLASSES);
    for (String modality : TestingLog.MODALITIES) {
      send(topics.features(modality), id, features(id, camera, modality, type, end), end);
    }
    Label label =
        Label.newBuilder()
            .setClipId(id)
            .setClipTime(end.minus(LENGTH))
            .setStream("camera-" + camera)
            .setGateway(GATEWAY)
            .setClassName("class-" + type)
            .build();
    send(topics.labels(), id, label, end);
  }

  private Features features(String id, long camera, String modality, int type, Instant end) {
    return Features.newBuilder()
        .setClipId(id)
        .setClipTime(end.minus(LENGTH))
        .setStream("camera-" + camera)
        .setGateway(GATEWAY)
        .setModality(modality)
        .setExtractor(new Extractor("raw", "1"))
        .setElementType(ElementType.UINT8)
        .setShape(List.of(WIDTH))
        .setPayload(ByteBuffer.wrap(vector(type)))
        .build();
  }

  /** What all clips of a class have in common, and noise. */
  private byte[] vector(int type) {
    byte[] vector = new byte[WIDTH];
    new Random(type).nextBytes(vector);
    for (int i = 0; i < WIDTH; i++) {
      vector[i] ^= (byte) random.nextInt(8);
    }
    return vector;
  }

  private void mark(MarkKind kind, Instant time) {
    byte[] mark = Wire.encode(new StreamMark(GATEWAY, kind, time));
    List<String> all = List.of(topics.features("audio"), topics.features("video"), topics.labels());
    for (String topic : all) {
      for (int partition = 0; partition < partitions; partition++) {
        send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), GATEWAY, mark));
      }
    }
  }

  private void send(String topic, String key, SpecificRecordBase value, Instant time) {
    send(new ProducerRecord<>(topic, null, time.toEpochMilli(), key, Wire.encode(value)));
  }

  private void send(ProducerRecord<String, byte[]> one) {
    var unused = producer.send(one); // what is missing at the end was not written
  }

  @Override
  public void close() {
    ended = true;
    Patience.until(() -> !thread.isAlive());
    producer.close();
  }
}
