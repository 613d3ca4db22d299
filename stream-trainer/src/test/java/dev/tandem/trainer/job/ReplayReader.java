package dev.tandem.trainer.job;

import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItem.Assignment;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.job.ReplaySource.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;

/** Reads its partitions in an order, and with delays, that the replay draws. */
final class ReplayReader implements SourceReader<SourceItem, Partition> {
  private final Replay replay;
  private final List<String> topics;
  private final Random random;
  private final TreeMap<Integer, Integer> offsets = new TreeMap<>();
  private final List<Integer> unannounced = new ArrayList<>();
  private final CompletableFuture<Void> never = new CompletableFuture<>();
  private CompletableFuture<Void> splits = new CompletableFuture<>();
  private boolean complete;

  ReplayReader(Replay replay, List<String> topics, SourceReaderContext context) {
    this.replay = replay;
    this.topics = topics;
    this.random = replay.random(topics.get(0), context.getIndexOfSubtask());
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<Partition> added) {
    for (Partition split : added) {
      offsets.put(split.number(), split.offset());
      unannounced.add(split.number());
      replay.assigned(split);
    }
    splits.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceItem> output) {
    if (!unannounced.isEmpty()) {
      output.collect(new Assignment(unannounced.stream().map(this::partition).toList()));
      unannounced.clear();
      return InputStatus.MORE_AVAILABLE;
    }
    List<Integer> open = open();
    if (!open.isEmpty()) {
      read(open.get(random.nextInt(open.size())), output);
      return InputStatus.MORE_AVAILABLE;
    }
    if (complete && replay.ends()) {
      return InputStatus.END_OF_INPUT;
    }
    if (replay.awaitsFailure()) {
      replay.standStill();
      return InputStatus.MORE_AVAILABLE;
    }
    splits = complete ? never : new CompletableFuture<>();
    return InputStatus.NOTHING_AVAILABLE;
  }

  private TopicPartition partition(int number) {
    int each = replay.log().partitions();
    return new TopicPartition(topics.get(number / each), number % each);
  }

  private List<Integer> open() {
    List<Integer> open = new ArrayList<>();
    for (Map.Entry<Integer, Integer> entry : offsets.entrySet()) {
      if (entry.getValue() < replay.limit(partition(entry.getKey()))) {
        open.add(entry.getKey());
      }
    }
    return open;
  }

  private void read(int number, ReaderOutput<SourceItem> output) {
    int offset = offsets.merge(number, 1, Integer::sum) - 1;
    RawRecord record = replay.log().records(partition(number)).get(offset);
    replay.delay(random);
    replay.read();
    output.collect(record, record.origin().timestamp());
  }

  @Override
  public List<Partition> snapshotState(long checkpointId) {
    return offsets.entrySet().stream().map(e -> new Partition(e.getKey(), e.getValue())).toList();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    replay.checkpointed();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return splits;
  }

  @Override
  public void notifyNoMoreSplits() {
    complete = true;
    splits.complete(null);
  }

  @Override
  public void close() {}
}
