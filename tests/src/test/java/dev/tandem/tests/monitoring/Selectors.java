package dev.tandem.tests.monitoring;

import dev.tandem.ingest.fleet.IngestMetric;
import dev.tandem.serving.ServingMetric;
import dev.tandem.stream.metrics.JobMetric;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a query in PromQL reads: its metrics, with what is chosen of them. */
final class Selectors {
  private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b(ALERTS|up|(?:flink|tandem)_\\w+|\\w+:[\\w:]+)(\\{[^}]*})?");

  /** Flink's own, which keep Flink's names; that there are such is asked of a live Prometheus. */
  private static final Set<String> OF_FLINK =
      Set.of(
          "flink_jobmanager_numRunningJobs",
          "flink_jobmanager_job_numRestarts",
          "flink_jobmanager_job_numberOfFailedCheckpoints",
          "flink_jobmanager_job_numberOfCompletedCheckpoints",
          "flink_jobmanager_job_lastCheckpointDuration",
          "flink_jobmanager_job_lastCheckpointSize",
          "flink_taskmanager_job_task_busyTimeMsPerSecond",
          "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
          "flink_taskmanager_Status_JVM_Memory_Heap_Used",
          "flink_taskmanager_Status_JVM_Memory_Heap_Max",
          "flink_taskmanager_Status_JVM_CPU_Load");

  private Selectors() {}

  /** Such as {@code up{job="serving"}}. */
  static List<String> of(String expr) {
    return SELECTOR.matcher(expr).results().map(MatchResult::group).distinct().toList();
  }

  /** Names that nothing has, of those that {@code expr} asks for. */
  static List<String> unknown(String expr) {
    Set<String> known = known();
    return SELECTOR
        .matcher(STRINGS.matcher(expr).replaceAll("\"\""))
        .results()
        .map(found -> found.group(1))
        .filter(name -> !known.contains(name))
        .distinct()
        .toList();
  }

  private static Set<String> known() {
    Set<String> known = new HashSet<>(OF_FLINK);
    known.addAll(Set.of("ALERTS", "up"));
    Arrays.stream(JobMetric.values())
        .flatMap(
            metric -> names(metric.prometheusName(), metric.kind() == JobMetric.Kind.HISTOGRAM))
        .forEach(known::add);
    Arrays.stream(ServingMetric.values())
        .flatMap(metric -> names(metric.prometheusName(), metric.kind().equals("histogram")))
        .forEach(known::add);
    Arrays.stream(IngestMetric.values()).map(IngestMetric::prometheusName).forEach(known::add);
    MonitoringFiles.rules().stream()
        .filter(rule -> rule.has("record"))
        .map(MonitoringFiles::name)
        .forEach(known::add);
    return known;
  }

  private static Stream<String> names(String metric, boolean histogram) {
    return histogram
        ? Stream.of(metric, metric + "_bucket", metric + "_sum", metric + "_count")
        : Stream.of(metric);
  }
}
