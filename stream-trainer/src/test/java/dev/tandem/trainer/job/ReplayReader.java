package dev.tandem.trainer.job;

import dev.tandem.trainer.door.SourceItem;
import dev.tandem.trainer.door.SourceItem.Assignment;
import dev.tandem.trainer.door.SourceItem.RawRecord;
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

/** Reads its partitions in an order, and with delays, that the replay draws. */
final class ReplayReader implements SourceReader<SourceItem, Partition> {
  private final Replay replay;
  private final String topic;
  private final Random random;
  private final TreeMap<Integer, Integer> offsets = new TreeMap<>();
  private final List<Integer> unannounced = new ArrayList<>();
  private final CompletableFuture<Void> never = new CompletableFuture<>();
  private CompletableFuture<Void> splits = new CompletableFuture<>();
  private boolean complete;

  ReplayReader(Replay replay, String topic, SourceReaderContext context) {
    this.replay = replay;
    this.topic = topic;
    this.random = replay.random(topic, context.getIndexOfSubtask());
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
      output.collect(new Assignment(List.copyOf(unannounced)));
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

  private List<Integer> open() {
    List<Integer> open = new ArrayList<>();
    for (Map.Entry<Integer, Integer> entry : offsets.entrySet()) {
      if (entry.getValue() < replay.limit(topic, entry.getKey())) {
        open.add(entry.getKey());
      }
    }
    return open;
  }

  private void read(int partition, ReaderOutput<SourceItem> output) {
    int offset = offsets.merge(partition, 1, Integer::sum) - 1;
    RawRecord record = replay.log().records(topic, partition).get(offset);
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
