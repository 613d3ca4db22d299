package dev.tandem.tests.jobs;

import dev.tandem.stream.metrics.JobMetric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.DoubleStream;

/** What Flink tells Prometheus of its jobs. */
public final class JobMetrics {
  private final URI page;

  public JobMetrics(int port) {
    this.page = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
  }

  /** Over all subtasks and label values; 0 while there is none. */
  public double sum(JobMetric metric) {
    return values(metric.prometheusName() + "{", "").sum();
  }

  /** Of a histogram's newest values; the worst of all subtasks. */
  public double quantile(JobMetric metric, String quantile) {
    return values(metric.prometheusName() + "{", "quantile=\"%s\"".formatted(quantile))
        .max()
        .orElse(Double.NaN);
  }

  private DoubleStream values(String start, String label) {
    return text()
        .lines()
        .filter(line -> line.startsWith(start) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
  }

  private String text() {
    try (InputStream answer = page.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics at " + page, e);
    }
  }
}
