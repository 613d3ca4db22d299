package dev.tandem.trainer.job;

import dev.tandem.trainer.door.SourceItem;
import dev.tandem.trainer.door.SourceItemSerializer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Replays a {@link RecordedLog}; with another seed, the topics run at other speeds and wait at
 * other places.
 */
final class ReplayedLog implements JobSources {
  private static final Map<String, RecordedLog> LOGS = new ConcurrentHashMap<>();
  private static final long LONGEST_WAIT_NANOS = 3_000_000;

  private final String id = UUID.randomUUID().toString();
  private final RecordedLog log;
  private final long seed;

  ReplayedLog(RecordedLog log, long seed) {
    this.log = log;
    this.seed = seed;
    LOGS.put(id, log);
  }

  @Override
  public Source<SourceItem, ?, ?> of(String topic) {
    List<SourceItem> items = log.topic(topic);
    return new DataGeneratorSource<>(
        new Replay(id, topic, seed), items.size(), SourceItemSerializer.TYPE);
  }

  @Override
  public int partitions(String topic) {
    return 1;
  }

  private record Replay(String id, String topic, long seed)
      implements GeneratorFunction<Long, SourceItem> {
    @Override
    public SourceItem map(Long index) {
      long draw = (seed * 31 + topic.hashCode()) * 31 + index;
      if (seed != 0 && Math.floorMod((draw * 0x9E3779B97F4A7C15L) >>> 40, 16) == 0) {
        LockSupport.parkNanos(Math.floorMod(draw * 0xBF58476D1CE4E5B9L, LONGEST_WAIT_NANOS));
      }
      return LOGS.get(id).topic(topic).get(index.intValue());
    }
  }
}
