package dev.tandem.stream.door;

import dev.tandem.schemas.UnfitTopicsException;
import dev.tandem.schemas.log.KafkaConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that does not jump: where a restored position lies before what its partition still has,
 * the job fails for good, because another try would find no more. Only a start may accept a loss,
 * which then says so in what it publishes; what retention takes later is refused again.
 *
 * <p>A job that runs and lags is overtaken in the same way: its client must not reset its position
 * ({@code auto.offset.reset} is none), so that the task fails and is restored.
 */
public final class GuardedSource extends ForwardingSource {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(GuardedSource.class);

  private final KafkaConnection kafka;
  private final ArrayList<LostRecords> accepted;

  /**
   * What {@code source} reads.
   *
   * @param accepted without what to go on nevertheless
   */
  public GuardedSource(
      Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source,
      KafkaConnection kafka,
      List<LostRecords> accepted) {
    super(source);
    this.kafka = kafka;
    this.accepted = new ArrayList<>(accepted);
  }

  @Override
  protected SourceReader<SourceItem, KafkaPartitionSplit> reader(
      SourceReader<SourceItem, KafkaPartitionSplit> guarded) {
    return new Reader(guarded);
  }

  @Override
  protected SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> guarded,
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return new Enumerator(guarded);
  }

  /** The same partitions, where they are to be read from. */
  private List<KafkaPartitionSplit> checked(List<KafkaPartitionSplit> restored) {
    List<LostRecords> lost = lost(restored);
    if (!lost.stream().allMatch(this::isAccepted)) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "retention has taken what was not read: %s. Go on without it with --accept-loss, or begin anew in another --state directory"
                  .formatted(LostRecords.text(lost))));
    }
    return without(lost, restored);
  }

  /** For good where a partition ends before its position. */
  private List<LostRecords> lost(List<KafkaPartitionSplit> splits) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    splits.forEach(split -> positions.put(split.getTopicPartition(), split.getStartingOffset()));
    try {
      return LostRecords.before(positions, kafka);
    } catch (UnfitTopicsException e) {
      throw new SuppressRestartsException(e);
    }
  }

  private static List<KafkaPartitionSplit> without(
      List<LostRecords> lost, List<KafkaPartitionSplit> splits) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    lost.forEach(one -> begins.put(one.partition(), one.until()));
    return splits.stream().map(split -> from(begins, split)).toList();
  }

  private boolean isAccepted(LostRecords lost) {
    return accepted.stream().anyMatch(one -> one.covers(lost));
  }

  private static KafkaPartitionSplit from(
      Map<TopicPartition, Long> begins, KafkaPartitionSplit split) {
    TopicPartition partition = split.getTopicPartition();
    return begins.containsKey(partition)
        ? new KafkaPartitionSplit(
            partition,
            begins.get(partition),
            split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET))
        : split;
  }

  /**
   * Partitions that a task gives back have no state: where retention has taken their first record
   * before it was read, they begin with what there is, as in a job that begins now.
   */
  private final class Enumerator extends ForwardingEnumerator {
    Enumerator(SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> guarded) {
      super(guarded);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
      List<LostRecords> lost = lost(splits);
      if (!lost.isEmpty()) {
        LOG.warn("retention was faster than the job's first look: {}", LostRecords.text(lost));
      }
      super.addSplitsBack(without(lost, splits), subtask);
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
      super.addSplits(started ? splits : checked(splits));
    }
  }
}
