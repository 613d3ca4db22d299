package dev.tandem.ingest.publish;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own producer fake over topics of two partitions each. */
public final class TestingKafka {
  public static final String AUDIO = "av.features.audio.v1";
  public static final String VIDEO = "av.features.video.v1";
  public static final String LABELS = "av.labels.v1";
  public static final int PARTITIONS = 2;

  private final MockProducer<String, byte[]> producer;

  public TestingKafka() {
    this(true);
  }

  /** With {@code acknowledge} false, records stay unanswered until the test answers them. */
  public TestingKafka(boolean acknowledge) {
    producer =
        new MockProducer<>(
            cluster(),
            acknowledge,
            new RoundRobinPartitioner(),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public MockProducer<String, byte[]> producer() {
    return producer;
  }

  public List<ProducerRecord<String, byte[]>> records(String topic) {
    return producer.history().stream().filter(r -> r.topic().equals(topic)).toList();
  }

  /** The values of one type, in the order of writing. */
  public <T extends SpecificRecordBase> List<T> values(String topic, Class<T> type) {
    return records(topic).stream()
        .map(r -> Wire.decode(r.value()))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  public List<StreamMark> marks(String topic, MarkKind kind) {
    return values(topic, StreamMark.class).stream().filter(m -> m.getKind() == kind).toList();
  }

  private static Cluster cluster() {
    Node node = new Node(0, "localhost", 9092);
    Node[] replicas = {node};
    List<PartitionInfo> partitions = new ArrayList<>();
    for (String topic : List.of(AUDIO, VIDEO, LABELS)) {
      for (int p = 0; p < PARTITIONS; p++) {
        partitions.add(new PartitionInfo(topic, p, node, replicas, replicas));
      }
    }
    return new Cluster("testing", List.of(node), partitions, Set.of(), Set.of());
  }
}
