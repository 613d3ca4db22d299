package dev.tandem.trainer.job;

import dev.tandem.stream.door.SourceItem;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Topics of a {@link Replay}: their partitions are splits, as those of Kafka's source are. */
final class ReplaySource implements Source<SourceItem, ReplaySource.Partition, List<Integer>> {
  private static final long serialVersionUID = 1L;

  /** What is left of a partition; {@code number} counts those of all topics. */
  record Partition(int number, int offset) implements SourceSplit, Serializable {
    @Override
    public String splitId() {
      return Integer.toString(number);
    }
  }

  private final String replay;
  private final List<String> topics;

  /** {@code replay} is the id of a {@link Replay}. */
  ReplaySource(String replay, List<String> topics) {
    this.replay = replay;
    this.topics = List.copyOf(topics);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<SourceItem, Partition> createReader(SourceReaderContext context) {
    return new ReplayReader(Replay.named(replay), topics, context);
  }

  @Override
  public SplitEnumerator<Partition, List<Integer>> createEnumerator(
      SplitEnumeratorContext<Partition> context) {
    int partitions = topics.size() * Replay.named(replay).log().partitions();
    return new Enumerator(context, IntStream.range(0, partitions).boxed().toList());
  }

  @Override
  public SplitEnumerator<Partition, List<Integer>> restoreEnumerator(
      SplitEnumeratorContext<Partition> context, List<Integer> unassigned) {
    return new Enumerator(context, unassigned);
  }

  @Override
  public SimpleVersionedSerializer<Partition> getSplitSerializer() {
    return new PartitionBytes();
  }

  @Override
  public SimpleVersionedSerializer<List<Integer>> getEnumeratorCheckpointSerializer() {
    return new NumbersBytes();
  }

  /** Gives each reader its partitions as soon as it is there. */
  private static final class Enumerator implements SplitEnumerator<Partition, List<Integer>> {
    private final SplitEnumeratorContext<Partition> context;
    private final TreeSet<Integer> unassigned;

    Enumerator(SplitEnumeratorContext<Partition> context, List<Integer> unassigned) {
      this.context = context;
      this.unassigned = new TreeSet<>(unassigned);
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
      List<Partition> splits =
          unassigned.stream()
              .filter(partition -> partition % context.currentParallelism() == subtask)
              .map(partition -> new Partition(partition, 0))
              .toList();
      if (!splits
          .isEmpty()) { // all at once, as Kafka's source does: a door waits for none but these
        context.assignSplits(new SplitsAssignment<>(Map.of(subtask, splits)));
        splits.forEach(split -> unassigned.remove(split.number()));
      }
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public void addSplitsBack(List<Partition> splits, int subtask) {
      splits.forEach(split -> unassigned.add(split.number()));
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public List<Integer> snapshotState(long checkpointId) {
      return List.copyOf(unassigned);
    }

    @Override
    public void close() {}
  }

  private static final class PartitionBytes implements SimpleVersionedSerializer<Partition> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Partition split) {
      return ByteBuffer.allocate(8).putInt(split.number).putInt(split.offset).array();
    }

    @Override
    public Partition deserialize(int version, byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Partition(in.getInt(), in.getInt());
    }
  }

  private static final class NumbersBytes implements SimpleVersionedSerializer<List<Integer>> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(List<Integer> numbers) {
      ByteBuffer out = ByteBuffer.allocate(4 * numbers.size());
      numbers.forEach(out::putInt);
      return out.array();
    }

    @Override
    public List<Integer> deserialize(int version, byte[] bytes) throws IOException {
      Collection<Integer> numbers = new TreeSet<>();
      for (ByteBuffer in = ByteBuffer.wrap(bytes); in.hasRemaining(); ) {
        numbers.add(in.getInt());
      }
      return List.copyOf(numbers);
    }
  }
}
