package dev.tandem.stream.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;

/**
 * Real metric groups of Flink for an operator in a harness, and what was registered there, under
 * the names that Flink's reporter for Prometheus makes of them.
 */
public final class TestingMetrics {
  private final Map<String, Metric> registered = new ConcurrentHashMap<>();
  private final TaskMetricGroup task =
      TaskManagerMetricGroup.createTaskManagerMetricGroup(
              TestingMetricRegistry.builder().setRegisterConsumer(this::register).build(),
              "host",
              ResourceID.generate())
          .addJob(new JobID(), "job")
          .addTask(ExecutionAttemptID.randomId(), "task");

  private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
    String scope = group.getLogicalScope(CharacterFilter.NO_OP_FILTER, '_');
    TreeMap<String, String> labels = new TreeMap<>(group.getAllVariables());
    labels.keySet().removeIf(label -> !isOwn(label));
    registered.put("flink_" + scope + "_" + name + labels, metric);
  }

  private static boolean isOwn(String label) {
    return List.of(JobMetric.values()).stream()
        .anyMatch(metric -> metric.labels().contains(label.replaceAll("[<>]", "")));
  }

  /** For the constructors of harnesses. */
  public MockEnvironment environment() {
    return new MockEnvironmentBuilder().setMetricGroup(task).build();
  }

  /** For operators that are given their group. */
  public InternalOperatorMetricGroup operator() {
    return task.getOrAddOperator("operator");
  }

  /** How many values there are of {@code metric}. */
  public long count(JobMetric metric) {
    return registered.keySet().stream()
        .filter(key -> key.startsWith(metric.prometheusName() + "{"))
        .count();
  }

  /** Of a counter or gauge; {@code values} are those of the metric's labels, in their order. */
  public double value(JobMetric metric, String... values) {
    Metric found = find(metric, values);
    return found instanceof Counter counter
        ? (double) counter.getCount()
        : ((Number) ((Gauge<?>) found).getValue()).doubleValue();
  }

  public Histogram histogram(JobMetric metric) {
    return (Histogram) find(metric);
  }

  private Metric find(JobMetric metric, String... values) {
    TreeMap<String, String> labels = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      labels.put("<" + metric.labels().get(i) + ">", values[i]);
    }
    Metric found = registered.get(metric.prometheusName() + labels);
    if (found == null) {
      throw new AssertionError("no %s%s in %s".formatted(metric, labels, registered.keySet()));
    }
    return found;
  }
}
