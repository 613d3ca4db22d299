package dev.tandem.tests.log;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes logs to a broker. */
public final class LogWriter {
  private final String bootstrapServers;

  public LogWriter(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Creates the topics of a {@link TestingLog}. */
  public void create(Topics topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicAdmin(admin)
          .create(topics.catalogue(TestingLog.MODALITIES, TestingLog.PARTITIONS), Optional.empty());
    }
  }

  /** Where each of {@code records} lies, in their order. */
  public List<RecordMetadata> write(List<LogRecord> records)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (LogRecord r : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(r.topic(), r.partition(), r.time(), r.key(), r.value())));
      }
    }
    List<RecordMetadata> written = new ArrayList<>();
    for (Future<RecordMetadata> record : sent) {
      written.add(record.get());
    }
    return written;
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "max.request.size",
            17 << 20,
            "buffer.memory",
            64 << 20,
            "linger.ms",
            20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
