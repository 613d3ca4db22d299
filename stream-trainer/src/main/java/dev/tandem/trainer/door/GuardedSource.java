package dev.tandem.trainer.door;

import dev.tandem.schemas.log.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that does not jump: where a restored position lies before what its partition still has,
 * the job fails for good, because another try would find no more. Kafka's own client would go on
 * with what is left, without a word.
 */
public final class GuardedSource extends ForwardingSource {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedSource.class);
  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;
  private final boolean acceptsLoss;

  /**
   * What {@code source} reads.
   *
   * @param acceptsLoss whether to go on nevertheless, and only tell
   */
  public GuardedSource(
      Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source,
      KafkaConnection kafka,
      boolean acceptsLoss) {
    super(source);
    this.kafka = kafka;
    this.acceptsLoss = acceptsLoss;
  }

  @Override
  protected SourceReader<SourceItem, KafkaPartitionSplit> reader(
      SourceReader<SourceItem, KafkaPartitionSplit> guarded) {
    return new Reader(guarded);
  }

  private void check(List<KafkaPartitionSplit> restored) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    restored.forEach(split -> positions.put(split.getTopicPartition(), split.getStartingOffset()));
    List<LostRecords> lost = LostRecords.before(positions, kafka);
    if (!lost.isEmpty() && acceptsLoss) {
      LOG.warn("going on without what retention has taken: {}", LostRecords.text(lost));
    } else if (!lost.isEmpty()) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "retention has taken what was not read: %s. Go on without it with --accept-loss, or begin anew in another --state directory"
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
