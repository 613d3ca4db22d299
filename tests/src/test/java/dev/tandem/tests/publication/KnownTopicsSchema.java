package dev.tandem.tests.publication;

import dev.tandem.schemas.Topics;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.sink.OutRecordSchema;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Says which topics it writes to, without which Flink pools no transactional ids. */
record KnownTopicsSchema(String models, String chunks)
    implements KafkaRecordSerializationSchema<OutRecord>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final OutRecordSchema RECORDS = new OutRecordSchema();

  static KnownTopicsSchema of(Topics topics) {
    return new KnownTopicsSchema(topics.models(), topics.modelChunks());
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutRecord out, KafkaSinkContext context, Long timestamp) {
    return RECORDS.serialize(out, context, timestamp);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(models, chunks))));
  }
}
