package dev.tandem.trainer.job;

import dev.tandem.trainer.door.SourceItem;
import dev.tandem.trainer.door.SourceItem.Assignment;
import dev.tandem.trainer.door.SourceItem.RawRecord;
import dev.tandem.trainer.door.SourceItemSerializer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Replays a {@link RecordedLog}; with another seed, its topics mix in another order and its sources
 * wait at other places.
 */
final class ReplayedLog implements JobSources {
  private static final Map<String, List<SourceItem>> REPLAYS = new ConcurrentHashMap<>();
  private static final long LONGEST_WAIT_NANOS = 3_000_000;

  private final RecordedLog log;
  private final long seed;

  ReplayedLog(RecordedLog log, long seed) {
    this.log = log;
    this.seed = seed;
  }

  @Override
  public Source<SourceItem, ?, ?> of(String name, List<String> topics) {
    String id = UUID.randomUUID().toString();
    List<SourceItem> items = mixed(topics);
    REPLAYS.put(id, items);
    return new DataGeneratorSource<>(
        new Replay(id, name, seed), items.size(), SourceItemSerializer.TYPE);
  }

  private List<SourceItem> mixed(List<String> topics) {
    List<SourceItem> mixed = new ArrayList<>();
    mixed.add(new Assignment(topics.stream().map(topic -> new TopicPartition(topic, 0)).toList()));
    List<Queue<RawRecord>> left = new ArrayList<>();
    topics.forEach(topic -> left.add(new ArrayDeque<>(log.topic(topic))));
    Random random = new Random(seed);
    while (!left.isEmpty()) {
      Queue<RawRecord> next = left.get(random.nextInt(left.size()));
      for (int run = random.nextInt(8); run >= 0 && !next.isEmpty(); run--) {
        mixed.add(next.remove());
      }
      left.removeIf(Queue::isEmpty);
    }
    return mixed;
  }

  @Override
  public int partitions(String topic) {
    return 1;
  }

  private record Replay(String id, String name, long seed)
      implements GeneratorFunction<Long, SourceItem> {
    @Override
    public SourceItem map(Long index) {
      long draw = (seed * 31 + name.hashCode()) * 31 + index;
      if (seed != 0 && Math.floorMod((draw * 0x9E3779B97F4A7C15L) >>> 40, 16) == 0) {
        LockSupport.parkNanos(Math.floorMod(draw * 0xBF58476D1CE4E5B9L, LONGEST_WAIT_NANOS));
      }
      return REPLAYS.get(id).get(index.intValue());
    }
  }
}
