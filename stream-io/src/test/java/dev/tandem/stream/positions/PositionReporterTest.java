package dev.tandem.stream.positions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PositionReporterTest {
  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);

  private final TestingLog log = new TestingLog();
  private final PositionReporter reporter = new PositionReporter(log, Duration.ofMillis(1));

  @AfterEach
  void close() throws Exception {
    reporter.close();
    assertThat(log.isClosed()).isTrue();
  }

  @Test
  void shouldWriteWhatACompleteCheckpointHas() throws Exception {
    reporter.begin(1, at(5, 7));
    reporter.begin(2, at(6, 9));
    reporter.complete(1);

    assertThat(log.next()).isEqualTo(Map.of(P0, 5L, P1, 7L));
  }

  @Test
  void shouldWriteNothingOfACheckpointThatIsNotComplete() throws Exception {
    reporter.begin(1, at(5, 7));
    reporter.abort(1);
    reporter.complete(1);
    reporter.begin(2, at(6, 9));
    reporter.begin(3, at(7, 9));
    reporter.complete(3);
    assertThat(log.next()).containsEntry(P0, 7L);

    reporter.complete(2);
    reporter.begin(4, at(8, 9));
    reporter.complete(4);
    assertThat(log.next()).containsEntry(P0, 8L);
  }

  @Test
  void shouldLeaveOutAPlaceThatIsNotKnownYet() throws Exception {
    reporter.begin(1, at(KafkaPartitionSplit.EARLIEST_OFFSET, 7));
    reporter.complete(1);

    assertThat(log.next()).isEqualTo(Map.of(P1, 7L));
  }

  @Test
  void shouldGoOnWhereThatFailsAndTryAgain() throws Exception {
    log.failures.set(3);
    reporter.begin(1, at(5, 7));
    reporter.complete(1);

    assertThat(log.next()).containsEntry(P0, 5L);
    assertThat(log.failures).hasNegativeValue();
  }

  @Test
  void shouldWriteTheLastOnesWhenItEnds() throws Exception {
    TestingLog last = new TestingLog();
    PositionReporter ending = new PositionReporter(last, Duration.ofHours(1));
    ending.begin(1, at(5, 7));
    ending.complete(1);
    ending.close();

    assertThat(last.next()).containsEntry(P0, 5L);
    assertThat(last.isClosed()).isTrue();
  }

  private static List<KafkaPartitionSplit> at(long first, long second) {
    return List.of(new KafkaPartitionSplit(P0, first), new KafkaPartitionSplit(P1, second));
  }

  private static final class TestingLog implements PositionLog {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Map<TopicPartition, Long>> written = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void write(Map<TopicPartition, Long> next) {
      if (failures.getAndDecrement() > 0) {
        throw new IllegalStateException("of the test");
      }
      written.add(next);
    }

    /** What was written next; fails where nothing comes. */
    Map<TopicPartition, Long> next() throws InterruptedException {
      Map<TopicPartition, Long> next = written.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }

    boolean isClosed() throws InterruptedException {
      return closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
