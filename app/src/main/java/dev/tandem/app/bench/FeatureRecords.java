package dev.tandem.app.bench;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.publish.FeedPublisher;
import dev.tandem.ingest.publish.FlowControl;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a feed writes to Kafka, without Kafka. */
final class FeatureRecords {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private FeatureRecords() {}

  /** Records of features by modality, as they are published, of {@code clips} of a feed. */
  static SortedMap<String, List<ProducerRecord<String, byte[]>>> of(String uri, long clips) {
    Topics topics = Topics.standard();
    SortedMap<String, List<ProducerRecord<String, byte[]>>> records = new TreeMap<>();
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
      MockProducer<String, byte[]> kafka = kafka(topics, feed.describe().modalityNames());
      PublisherSettings settings = PublisherSettings.of("bench", START).withMaxClips(clips);
      try (FeedPublisher publisher = new FeedPublisher(settings, kafka, FlowControl.max())) {
        publisher.publish(feed);
      }
      for (ProducerRecord<String, byte[]> record : kafka.history()) {
        if (Wire.decode(record.value()) instanceof Features features) {
          records.computeIfAbsent(features.getModality(), m -> new ArrayList<>()).add(record);
        }
      }
    }
    return records;
  }

  private static MockProducer<String, byte[]> kafka(Topics topics, List<String> modalities) {
    Node node = new Node(0, "localhost", 9092);
    Node[] replicas = {node};
    List<PartitionInfo> partitions = new ArrayList<>();
    modalities.forEach(
        m -> partitions.add(new PartitionInfo(topics.features(m), 0, node, replicas, replicas)));
    partitions.add(new PartitionInfo(topics.labels(), 0, node, replicas, replicas));
    return new MockProducer<>(
        new Cluster("bench", List.of(node), partitions, Set.of(), Set.of()),
        true,
        new RoundRobinPartitioner(),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
