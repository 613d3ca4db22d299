package dev.tandem.trainer.job;

import dev.tandem.stream.door.SourceItem;
import dev.tandem.trainer.job.ReplaySource.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.common.TopicPartition;

/**
 * Plays a {@link RecordedLog} to a job. With another seed, partitions are interleaved otherwise,
 * topics wait at other places, and the job fails at other records.
 */
final class Replay implements JobSources {
  private static final Map<String, Replay> REPLAYS = new ConcurrentHashMap<>();
  private static final int LONGEST_WAIT_NANOS = 3_000_000;
  private static final int PATIENCE_MILLIS = 100;

  private final String id = UUID.randomUUID().toString();
  private final RecordedLog log;
  private final long seed;
  private final double share;
  private final PriorityQueue<Integer> failures;
  private int records;
  private int readers;
  private int resumed;
  private boolean checkpointed;

  private Replay(RecordedLog log, long seed, double share, List<Integer> failures) {
    this.log = log;
    this.seed = seed;
    this.share = share;
    this.failures = new PriorityQueue<>(failures);
    REPLAYS.put(id, this);
  }

  /** Without a delay where {@code seed} is 0. */
  static Replay of(RecordedLog log, long seed) {
    return new Replay(log, seed, 1, List.of());
  }

  /**
   * Makes the job fail {@code count} times, when so many records were read as it draws and there is
   * a new checkpoint.
   */
  static Replay failing(RecordedLog log, long seed, int count) {
    Random random = new Random(seed);
    List<Integer> failures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      failures.add(1 + random.nextInt(log.size()));
    }
    return new Replay(log, seed, 1, failures);
  }

  /** Stands still, without an end, after {@code share} of each partition. */
  static Replay upTo(double share, RecordedLog log, long seed) {
    return new Replay(log, seed, share, List.of());
  }

  static Replay named(String id) {
    return REPLAYS.get(id);
  }

  @Override
  public Source<SourceItem, ?, ?> of(String name, List<String> topics) {
    return new ReplaySource(id, topics);
  }

  @Override
  public int partitions(String topic) {
    return log.partitions();
  }

  RecordedLog log() {
    return log;
  }

  /** Whether a reader that has read everything is done. */
  boolean ends() {
    return share == 1 && hasFailedAsTold();
  }

  synchronized void checkpointed() {
    checkpointed = true;
  }

  /** How many records of a partition are read. */
  int limit(TopicPartition partition) {
    return (int) Math.round(share * log.records(partition).size());
  }

  /** Another order for each reader, and again after each restart. */
  synchronized Random random(String topic, int subtask) {
    readers++;
    return new Random(seed + 31L * topic.hashCode() + 17L * subtask + 1009L * readers);
  }

  void delay(Random random) {
    if (seed != 0 && random.nextInt(8) == 0) {
      LockSupport.parkNanos(random.nextInt(LONGEST_WAIT_NANOS));
    }
  }

  synchronized void assigned(Partition partition) {
    resumed += partition.offset() > 0 ? 1 : 0;
  }

  /** How many partitions were read on from within, after a restore. */
  synchronized int resumed() {
    return resumed;
  }

  /** A record is about to be read. */
  synchronized void read() {
    records++;
    notifyAll();
    if (checkpointed && !failures.isEmpty() && failures.element() <= records) {
      failures.remove();
      checkpointed = false;
      throw new IllegalStateException("told to fail at record " + records);
    }
  }

  /** Returns when {@code share} of the log was read and all of the job has come to run. */
  synchronized void awaitRead(double share, JobClient job) throws Exception {
    while (records < share * log.size() || !checkpointed) {
      if (job.getJobStatus().get().isGloballyTerminalState()) {
        job.getJobExecutionResult().get(); // says why
        throw new IllegalStateException("the job has ended after " + records + " records");
      }
      wait(PATIENCE_MILLIS);
    }
  }

  synchronized boolean hasFailedAsTold() {
    return failures.isEmpty();
  }

  boolean awaitsFailure() {
    return share == 1 && !hasFailedAsTold();
  }

  /** Everything was read, and the job is still to fail. */
  void standStill() {
    LockSupport.parkNanos(LONGEST_WAIT_NANOS);
    read();
  }
}
