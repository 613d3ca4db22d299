package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets from Flink, as docs/metrics.md has it. */
class MetricsIT {
  /** All but the one of the sources' enumerators, which TopicChangesIT reads. */
  private static final Set<JobMetric> OPERATORS =
      EnumSet.complementOf(EnumSet.of(JobMetric.UNREAD_PARTITIONS));

  @Test
  void shouldServeEachMetricUnderItsNameAndLabels(@TempDir Path directory) throws Exception {
    int port = FreePort.find();
    FlinkSettings settings = FlinkSettings.in(directory, 1).withMetricsPort(OptionalInt.of(port));
    try (EmbeddedFlink flink = EmbeddedFlink.start(settings)) {
      StreamExecutionEnvironment env = flink.environment(1);
      env.fromSequence(0, Long.MAX_VALUE).map(new EveryMetric()).sinkTo(new DiscardingSink<>());
      flink.submit(env, "metrics", Optional.empty());

      await()
          .atMost(Patience.STANDSTILL)
          .untilAsserted(
              () -> {
                String page = scrape(port);
                assertThat(OPERATORS).allSatisfy(metric -> assertServed(metric, page));
              });
      String own = own(scrape(port));
      assertThat(PrometheusLint.complaints(own)).isEmpty();
      Promtool.requireNoComplaint(own);
    }
  }

  /** Of all that Flink serves what is Tandem's. */
  private static String own(String page) {
    return page.lines()
        .filter(line -> line.matches("(# (HELP|TYPE) )?[a-z_]*_tandem_.*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void assertServed(JobMetric metric, String page) {
    String name = metric.prometheusName();
    Optional<String> line =
        page.lines()
            .filter(l -> l.startsWith(name + "{") || l.startsWith(name + "_count{"))
            .findFirst();
    assertThat(line).as(name).isPresent();
    assertThat(metric.labels())
        .allSatisfy(label -> assertThat(line.get()).contains(label + "=\"" + value(label) + "\""));
  }

  /** With characters that a topic's name has. */
  private static String value(String label) {
    return "the." + label + "-v1";
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port))).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** An operator that has all of them. */
  private static final class EveryMetric extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(OpenContext context) {
      Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
      for (JobMetric metric : OPERATORS) {
        String[] values = metric.labels().stream().map(MetricsIT::value).toArray(String[]::new);
        switch (metric.kind()) {
          case COUNTER -> metrics.counter(metric, values).inc();
          case GAUGE -> metrics.reading(metric, values).set(1);
          case HISTOGRAM -> metrics.histogram(metric, values).update(1);
        }
      }
    }

    @Override
    public Long map(Long value) {
      return value;
    }
  }
}
