package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.fleet.IngestMetric;
import dev.tandem.monitoring.state.BoardMetric;
import dev.tandem.serving.ServingMetric;
import dev.tandem.stream.metrics.JobMetric;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as Prometheus' users know them: snake_case, base units, {@code _total} for counters. */
class MetricNamesTest {
  private static final String PAGE = page();

  @Test
  void shouldBeAsPrometheusWantsThem() {
    assertThat(PrometheusLint.complaints(PAGE)).isEmpty();
  }

  @Test
  void shouldPassPromtool() throws Exception {
    Promtool.requireNoComplaint(PAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openClips | gauge | openClips: is no snake_case",
        "lag_millis | gauge | lag_millis: has another unit than a base unit",
        "lag_milliseconds | gauge | lag_milliseconds: has another unit than a base unit",
        "lag_ms | gauge | lag_ms: has another unit than a base unit",
        "clips | counter | clips: ends with _total if and only if it is a counter; it is a counter",
        "clips_total | gauge | clips_total: ends with _total if and only if it is a counter; it is a gauge",
        "clip_count | gauge | clip_count: ends as a part of a histogram",
        "clip_gauge | gauge | clip_gauge: has a type in its name",
      })
  void shouldFindWhatIsNot(String name, String type, String complaint) {
    String page = sample(name, type, List.of());

    assertThat(PrometheusLint.complaints(page)).containsExactly(complaint);
  }

  @Test
  void shouldFindWhatLacksItsHelpOrType() {
    assertThat(PrometheusLint.complaints("# TYPE a gauge\na 1\nb{someLabel=\"x\"} 1\n"))
        .containsExactly(
            "b: has no TYPE before it", "b: label someLabel is no snake_case", "a: has no HELP");
  }

  /** Serving's, ingest's and the board's as they write them; the jobs' as Flink's reporter does. */
  private static String page() {
    String serving =
        Arrays.stream(ServingMetric.values())
            .map(m -> sample(m.prometheusName(), m.kind(), labels(m.labels())))
            .collect(Collectors.joining());
    String ingest =
        Arrays.stream(IngestMetric.values())
            .map(m -> sample(m.prometheusName(), m.kind(), labels(m.labels())))
            .collect(Collectors.joining());
    String board =
        Arrays.stream(BoardMetric.values())
            .map(m -> sample(m.prometheusName(), m.kind(), labels(m.labels())))
            .collect(Collectors.joining());
    return Arrays.stream(JobMetric.values())
        .map(m -> sample(m.prometheusName(), flinkType(m), m.labels()))
        .collect(Collectors.joining("", serving + ingest + board, ""));
  }

  private static List<String> labels(String names) {
    return Arrays.stream(names.split(", ")).filter(name -> !name.isEmpty()).toList();
  }

  private static String flinkType(JobMetric metric) {
    return metric.kind() == JobMetric.Kind.HISTOGRAM ? "summary" : "gauge";
  }

  private static String sample(String name, String type, List<String> labels) {
    String values = labels.stream().map(l -> l + "=\"x\"").collect(Collectors.joining(","));
    String of = name + (type.equals("histogram") || type.equals("summary") ? "_count" : "");
    return "# HELP %1$s What it says.%n# TYPE %1$s %2$s%n%3$s{%4$s} 1%n"
        .formatted(name, type, of, values);
  }
}
