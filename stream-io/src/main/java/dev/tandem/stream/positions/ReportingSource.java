package dev.tandem.stream.positions;

import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.stream.door.ForwardingReader;
import dev.tandem.stream.door.ForwardingSource;
import dev.tandem.stream.door.SourceItem;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * A source whose positions Kafka's lag tools know: after each complete checkpoint they are written
 * to a consumer group that has no members and that nobody reads by. The source's own client knows
 * nothing of it.
 */
public final class ReportingSource extends ForwardingSource {
  private static final long serialVersionUID = 1L;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaConnection kafka;
  private final String group;

  /** {@code source} with its positions in {@code group}, which may have those of others, too. */
  public ReportingSource(
      Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source,
      KafkaConnection kafka,
      String group) {
    super(source);
    this.kafka = kafka;
    this.group = group;
  }

  @Override
  protected SourceReader<SourceItem, KafkaPartitionSplit> reader(
      SourceReader<SourceItem, KafkaPartitionSplit> reported) {
    return new Reader(reported, new PositionReporter(new PositionGroup(kafka, group), PAUSE));
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
