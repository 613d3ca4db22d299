package dev.tandem.monitoring.feed;

import dev.tandem.monitoring.state.BoardState;
import dev.tandem.monitoring.state.Reading;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Fills a board's state from Kafka: committed records only, without a group, in two threads. */
public final class BoardFeed implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;

  private final KafkaConnection kafka;
  private final BoardState state;
  private final Follower follower;
  private final List<Loop> loops;

  private BoardFeed(KafkaConnection kafka, BoardState state, Follower follower, List<Loop> loops) {
    this.kafka = kafka;
    this.state = state;
    this.follower = follower;
    this.loops = loops;
  }

  /**
   * Begins to read; returns at once.
   *
   * @param history how long ago the training began that is shown
   */
  public static BoardFeed start(
      KafkaConnection kafka, Topics topics, BoardState state, Duration history) {
    Follower follower = new Follower(kafka, topics, state, history);
    return new BoardFeed(
        kafka,
        state,
        follower,
        List.of(
            Loop.start("tandem-board-follow", follower),
            Loop.start("tandem-board-peek", new Peek(kafka, topics, state))));
  }

  /**
   * Returns when all that is committed by now is in the state.
   *
   * @return false where it is not after {@code patience}
   */
  public boolean awaitAll(Duration patience) throws InterruptedException {
    Map<TopicPartition, Long> ends;
    try (CommittedLog log = CommittedLog.open(kafka)) {
      ends = log.ends(log.partitions(follower.starts().followed()));
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (!hasRead(ends)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }

  private boolean hasRead(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> follower.positions().getOrDefault(end.getKey(), -1L) >= end.getValue());
  }

  /** Reads no more; what was read stays. */
  @Override
  public void close() {
    loops.forEach(Loop::close);
    state.reading(Reading.State.ENDED, 1, "");
  }
}
