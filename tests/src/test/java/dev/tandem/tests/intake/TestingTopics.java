package dev.tandem.tests.intake;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.TestingLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one model on a broker: filled by a test, read when its job has ended. */
record TestingTopics(String bootstrapServers, Topics topics) {

  /** A version as it must be found again. */
  record Version(int number, long step, String sha256) {}

  static TestingTopics create(String bootstrapServers, String prefix) {
    Topics topics = new Topics(prefix);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicAdmin(admin)
          .create(topics.catalogue(TestingLog.MODALITIES, TestingLog.PARTITIONS), Optional.empty());
    }
    return new TestingTopics(bootstrapServers, topics);
  }

  void write(List<LogRecord> records) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (LogRecord r : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(r.topic(), r.partition(), r.time(), r.key(), r.value())));
      }
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  /** Committed versions of the first generation, in order. */
  List<Version> versions() {
    return versions(1);
  }

  List<Version> versions(int generation) {
    TreeMap<Integer, Version> versions = new TreeMap<>();
    new TopicReader(KafkaConnection.to(bootstrapServers))
        .read(
            topics.models(),
            record -> {
              if (record.key().contains("@") && record.value() != null) {
                ModelManifest m = Wire.decode(record.value(), ModelManifest.class);
                if (m.getGeneration() == generation) {
                  versions.put(
                      m.getVersion(), new Version(m.getVersion(), m.getStep(), m.getSha256()));
                }
              }
            });
    return List.copyOf(versions.values());
  }

  /** That fact of each version that has it, in their order. */
  List<String> provenance(String name) {
    List<String> facts = new ArrayList<>();
    new TopicReader(KafkaConnection.to(bootstrapServers))
        .read(
            topics.models(),
            record -> {
              if (record.key().contains("@") && record.value() != null) {
                Wire.decode(record.value(), ModelManifest.class).getProvenance().stream()
                    .filter(fact -> fact.getName().equals(name))
                    .forEach(fact -> facts.add(fact.getValue()));
              }
            });
    return facts;
  }

  /** Of the last training event. */
  Map<String, Double> totals() {
    Map<String, Double> totals = new HashMap<>();
    for (TrainingEvent event : events()) {
      for (NamedValue total : event.getTotals()) {
        totals.put(total.getName(), total.getValue());
      }
    }
    return totals;
  }

  List<TrainingEvent> events() {
    List<TrainingEvent> events = new ArrayList<>();
    new TopicReader(KafkaConnection.to(bootstrapServers))
        .read(
            topics.training(),
            record -> events.add(Wire.decode(record.value(), TrainingEvent.class)));
    return events;
  }
}
