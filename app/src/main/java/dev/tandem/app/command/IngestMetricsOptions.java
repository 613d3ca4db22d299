package dev.tandem.app.command;

import dev.tandem.app.run.MetricsServer;
import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.fleet.FeedStatus;
import dev.tandem.ingest.fleet.IngestMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where Prometheus finds how feeds stand. */
final class IngestMetricsOptions {
  @Option(
      names = "--metrics-port",
      converter = Values.PortOrAny.class,
      description =
          "Port where Prometheus finds the metrics of the feeds, at /metrics; 0 for any. Default: none.")
  private Optional<Integer> port = Optional.empty();

  /** Runs {@code body}, and answers meanwhile where it is asked to. */
  <T> T during(Supplier<List<FeedStatus>> feeds, Narrator narrator, Supplier<T> body) {
    if (port.isEmpty()) {
      return body.get();
    }
    try (MetricsServer server =
        MetricsServer.start(port.get(), () -> IngestMetrics.text(feeds.get(), Instant.now()))) {
      narrator.say("metrics for Prometheus are at http://127.0.0.1:%d/metrics", server.port());
      return body.get();
    }
  }
}
