package dev.tandem.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tandem.stream.door.Tally;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class StreamCountersTest {
  private final TestingMetrics registered = new TestingMetrics();
  private final StreamCounters<Tally> unused = Tally.counters(new Metrics(registered.operator()));

  @Test
  void shouldCountInAllAndByStream() {
    unused.count(Tally.LATE, "cam");
    unused.count(Tally.LATE, "mic");
    unused.count(Tally.LATE, "cam");

    assertThat(registered.value(JobMetric.UNUSED_RECORDS, "late")).isEqualTo(3);
    assertThat(registered.value(JobMetric.UNUSED_RECORDS, "duplicate")).isZero();
    assertThat(registered.value(JobMetric.STREAM_UNUSED_RECORDS, "cam", "late")).isEqualTo(2);
    assertThat(registered.value(JobMetric.STREAM_UNUSED_RECORDS, "mic", "late")).isEqualTo(1);
  }

  @Test
  void shouldKeepOnlySoManyStreamsApart() {
    for (int i = 0; i < 10 * PerStream.LIMIT; i++) {
      unused.count(Tally.INVALID, "stream-" + i);
    }

    assertThat(registered.count(JobMetric.STREAM_UNUSED_RECORDS))
        .isEqualTo((PerStream.LIMIT + 1L) * Tally.values().length);
    assertThat(registered.value(JobMetric.STREAM_UNUSED_RECORDS, "stream-31", "invalid"))
        .isEqualTo(1);
    assertThat(registered.value(JobMetric.STREAM_UNUSED_RECORDS, PerStream.OTHER, "invalid"))
        .isEqualTo(9 * PerStream.LIMIT);
  }

  @Test
  void shouldCostNothingButTheCount() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    count(10_000); // registered, and compiled
    long before = threads.getCurrentThreadAllocatedBytes();
    count(100_000);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
  }

  private void count(int times) {
    for (int i = 0; i < times; i++) {
      unused.count(Tally.DUPLICATE, (i & 1) == 0 ? "cam" : "mic");
    }
  }
}
