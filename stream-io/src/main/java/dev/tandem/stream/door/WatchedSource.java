package dev.tandem.stream.door;

import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A source whose topics are looked after. */
public final class WatchedSource extends ForwardingSource {
  private static final long serialVersionUID = 1L;

  private final SourceTopics topics;

  /** {@code topics} are those that {@code source} reads. */
  public WatchedSource(
      Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source, SourceTopics topics) {
    super(source);
    this.topics = topics;
  }

  @Override
  protected SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> watched,
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return new WatchingEnumerator(watched, context, topics);
  }
}
