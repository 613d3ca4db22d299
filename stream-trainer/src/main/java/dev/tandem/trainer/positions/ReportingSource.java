package dev.tandem.trainer.positions;

import dev.tandem.trainer.door.ForwardingReader;
import dev.tandem.trainer.door.SourceItem;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source whose positions Kafka's lag tools know: after each complete checkpoint they are written
 * to a consumer group that has no members and that nobody reads by. The source's own client knows
 * nothing of it.
 */
public final class ReportingSource
    implements Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1L;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source;
  private final String bootstrapServers;
  private final String group;

  /** {@code source} with its positions in {@code group}, which may have those of others, too. */
  public ReportingSource(
      Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source,
      String bootstrapServers,
      String group) {
    this.source = source;
    this.bootstrapServers = bootstrapServers;
    this.group = group;
  }

  @Override
  public SourceReader<SourceItem, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    SourceReader<SourceItem, KafkaPartitionSplit> reader = source.createReader(context);
    return new Reader(
        reader, new PositionReporter(new PositionGroup(bootstrapServers, group), PAUSE));
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    return source.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @SuppressWarnings("try") // close() may be interrupted, as the interface has it
  private static final class Reader extends ForwardingReader {
    private final PositionReporter reporter;

    Reader(SourceReader<SourceItem, KafkaPartitionSplit> source, PositionReporter reporter) {
      super(source);
      this.reporter = reporter;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      List<KafkaPartitionSplit> splits = super.snapshotState(checkpoint);
      reporter.begin(checkpoint, splits);
      return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
      reporter.complete(checkpoint);
      super.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
      reporter.abort(checkpoint);
      super.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void close() throws Exception {
      reporter.close();
      super.close();
    }
  }
}
