package dev.tandem.trainer.door;

import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A {@link KafkaSource} whose topics are looked after, and nothing else. */
public final class WatchedSource extends ForwardingSource {
  private static final long serialVersionUID = 1L;

  public WatchedSource(KafkaSource<SourceItem> kafka, SourceTopics topics) {
    super(kafka, topics);
  }

  @Override
  protected SourceReader<SourceItem, KafkaPartitionSplit> reader(
      SourceReader<SourceItem, KafkaPartitionSplit> kafkas) {
    return kafkas;
  }
}
