package dev.tandem.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.metrics.JobMetric.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.metrics.Histogram;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final TestingMetrics registered = new TestingMetrics();
  private final Metrics metrics = new Metrics(registered.operator());

  /** The one of an enumerator is in another group of Flink's: TopicChangesIT. */
  @Test
  void shouldRegisterEachUnderTheNameThatIsDocumented() {
    for (JobMetric metric : EnumSet.complementOf(EnumSet.of(JobMetric.UNREAD_PARTITIONS))) {
      String[] values = metric.labels().toArray(String[]::new);
      switch (metric.kind()) {
        case COUNTER -> metrics.counter(metric, values).inc(3);
        case GAUGE -> metrics.reading(metric, values).set(3);
        case HISTOGRAM -> metrics.histogram(metric, values).update(3);
      }

      assertThat(registered.count(metric)).as(metric.prometheusName()).isEqualTo(1);
      if (metric.kind() != Kind.HISTOGRAM) {
        assertThat(registered.value(metric, values)).isEqualTo(3);
      }
    }
  }

  @Test
  void shouldNameEachOnce() {
    Stream<String> names = Arrays.stream(JobMetric.values()).map(JobMetric::prometheusName);

    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-zA-Z_]+"));
  }

  @Test
  void shouldRefuseAMetricOfAnotherKindOrWithoutItsLabels() {
    assertThatThrownBy(() -> metrics.counter(JobMetric.CLIPS))
        .hasMessage("CLIPS is a COUNTER by [outcome]; it was asked for as a COUNTER by []");
    assertThatThrownBy(() -> metrics.reading(JobMetric.CLIPS, "late"))
        .hasMessage("CLIPS is a COUNTER by [outcome]; it was asked for as a GAUGE by [late]");
  }

  @Test
  void shouldReadNothingAsNotANumber() {
    metrics.reading(JobMetric.STEP);

    assertThat(registered.value(JobMetric.STEP)).isNaN();
  }

  @Test
  void shouldTellTheQuantilesOfTheNewestDurationsInSeconds() {
    Histogram histogram = metrics.histogram(JobMetric.STEP_TIME);
    for (int i = 0; i < 2_000; i++) {
      histogram.update(TimeUnit.SECONDS.toNanos(i));
    }

    assertThat(histogram.getCount()).isEqualTo(2_000);
    assertThat(histogram.getStatistics().getMin()).isEqualTo(1_000);
    assertThat(histogram.getStatistics().getMean()).isEqualTo(1_499.5);
  }
}
