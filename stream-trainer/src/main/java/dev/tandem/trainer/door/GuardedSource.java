package dev.tandem.trainer.door;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that does not jump: where a restored position lies before what its partition still has,
 * the job fails for good, because another try would find no more. Kafka's own client would go on
 * with what is left, without a word.
 */
public final class GuardedSource
    implements Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedSource.class);
  private static final long serialVersionUID = 1L;

  private final Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source;
  private final String bootstrapServers;
  private final boolean acceptsLoss;

  /**
   * What {@code source} reads.
   *
   * @param acceptsLoss whether to go on nevertheless, and only tell
   */
  public GuardedSource(
      Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source,
      String bootstrapServers,
      boolean acceptsLoss) {
    this.source = source;
    this.bootstrapServers = bootstrapServers;
    this.acceptsLoss = acceptsLoss;
  }

  @Override
  public SourceReader<SourceItem, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new Reader(source.createReader(context));
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

  private void check(List<KafkaPartitionSplit> restored) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    restored.forEach(split -> positions.put(split.getTopicPartition(), split.getStartingOffset()));
    List<LostRecords> lost = LostRecords.before(positions, bootstrapServers);
    if (!lost.isEmpty() && acceptsLoss) {
      LOG.warn("going on without what retention has taken: {}", LostRecords.text(lost));
    } else if (!lost.isEmpty()) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "retention has taken records that were not read: %s. Go on without them with --accept-loss, or begin anew in another --state directory"
                  .formatted(LostRecords.text(lost))));
    }
  }

  @SuppressWarnings("try") // close() may be interrupted, as the interface has it
  private final class Reader extends ForwardingReader {
    private boolean started;

    Reader(SourceReader<SourceItem, KafkaPartitionSplit> guarded) {
      super(guarded);
    }

    @Override
    public void start() {
      started = true;
      super.start();
    }

    /** Restored ones come before the start. */
    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      if (!started) {
        check(splits);
      }
      super.addSplits(splits);
    }
  }
}
