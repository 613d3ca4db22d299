package dev.tandem.stream.door;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A Kafka source with readers, or an enumerator, that do one thing more. */
public abstract class ForwardingSource
    implements Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1L;

  private final Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> kafka;

  protected ForwardingSource(Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> kafka) {
    this.kafka = kafka;
  }

  /** The reader that stands before Kafka's. */
  protected SourceReader<SourceItem, KafkaPartitionSplit> reader(
      SourceReader<SourceItem, KafkaPartitionSplit> kafkas) {
    return kafkas;
  }

  /** The enumerator that stands before Kafka's. */
  protected SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafkas,
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafkas;
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
    return enumerator(kafka.createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    return enumerator(kafka.restoreEnumerator(context, checkpoint), context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<SourceItem, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return reader(kafka.createReader(context));
  }
}
