package dev.tandem.tests.serving;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes clips as the assemble job does, 50 a transaction. */
final class TestingClipWriter implements AutoCloseable {
  /** Of junk, from now: as old as is kept, and as early as a broker takes it. */
  private static final List<Duration> TIMES =
      List.of(Duration.ofDays(-20), Duration.ZERO, Duration.ofMinutes(50));

  /** Five bytes, nothing at all, and much. */
  private static final List<byte[]> JUNK =
      Arrays.asList("hello".getBytes(StandardCharsets.UTF_8), null, new byte[15 << 20]);

  /** How many records {@link #writeJunk} writes. */
  static final int JUNK_RECORDS = TIMES.size() * JUNK.size();

  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  TestingClipWriter(KafkaConnection connection, Topics topics) {
    this.topics = topics;
    Map<String, Object> settings = new HashMap<>(connection.settings());
    settings.put("transactional.id", "testing-clips");
    settings.put("max.request.size", 17 << 20);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  void write(int first, int count) {
    for (int i = first; i < first + count; i += 50) {
      producer.beginTransaction();
      for (int j = i; j < Math.min(i + 50, first + count); j++) {
        send(j);
      }
      producer.commitTransaction();
    }
  }

  void write(Clip clip) {
    producer.beginTransaction();
    send(clip);
    producer.commitTransaction();
  }

  void writeAndAbort(int first, int count) {
    producer.beginTransaction();
    for (int i = first; i < first + count; i++) {
      send(i);
    }
    producer.flush();
    producer.abortTransaction();
  }

  void writeForeign(int count) {
    producer.beginTransaction();
    for (int i = 0; i < count; i++) {
      var unused =
          producer.send(new ProducerRecord<>(topics.clips(), new byte[] {1}, new byte[] {2}));
    }
    producer.commitTransaction();
  }

  /** What is no clip, in one partition. */
  void writeJunk() {
    long now = System.currentTimeMillis();
    producer.beginTransaction();
    for (Duration distance : TIMES) {
      for (byte[] value : JUNK) {
        long time = now + distance.toMillis();
        var unused =
            producer.send(new ProducerRecord<>(topics.clips(), 0, time, new byte[] {1}, value));
      }
    }
    producer.commitTransaction();
  }

  private void send(int index) {
    String id = "studio-%08d".formatted(index);
    Extractor raw = new Extractor("raw", "1");
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    ClipPart audio =
        new ClipPart("audio", raw, ElementType.UINT8, 0.01f, -1f, List.of(256), bytes(index));
    ClipPart video =
        new ClipPart("video", raw, ElementType.FLOAT32, 1f, 0f, List.of(16, 16), floats(index));
    boolean complete = index % 7 != 0;
    Clip clip =
        new Clip(
            id, now, now, "studio", complete, complete ? List.of(audio, video) : List.of(video));
    send(clip);
  }

  private void send(Clip clip) {
    byte[] key = clip.getClipId().getBytes(StandardCharsets.UTF_8);
    var unused = producer.send(new ProducerRecord<>(topics.clips(), key, Wire.encode(clip)));
  }

  private static ByteBuffer bytes(int seed) {
    byte[] bytes = new byte[256];
    new Random(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static ByteBuffer floats(int seed) {
    ByteBuffer floats = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    new Random(seed).doubles(256).forEach(value -> floats.putFloat((float) value));
    return floats.flip();
  }

  @Override
  public void close() {
    producer.close();
  }
}
