package dev.tandem.tests.serving;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes clips as the assemble job does, 50 a transaction. */
final class TestingClipWriter implements AutoCloseable {
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  TestingClipWriter(Map<String, Object> connection, Topics topics) {
    this.topics = topics;
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("transactional.id", "testing-clips");
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
