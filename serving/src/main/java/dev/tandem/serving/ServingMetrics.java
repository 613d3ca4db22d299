package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a consumer has done, in Prometheus' text format. Thread-safe. */
public final class ServingMetrics implements SwapListener {
  private final SortedMap<String, Long> requests = new TreeMap<>();
  private final SortedMap<String, Double> requestSeconds = new TreeMap<>();
  private long loaded;
  private long superseded;
  private long refused;
  private double swapSeconds = Double.NaN;
  private long step;

  @Override
  public synchronized void loaded(Swap swap) {
    loaded++;
    step = swap.step();
    swapSeconds = swap.delay().toNanos() / 1e9;
  }

  @Override
  public synchronized void refused(String version, String reason, Instant at) {
    refused++;
  }

  @Override
  public synchronized void superseded(ModelKey version, ModelKey by, Instant at) {
    superseded++;
  }

  /** A request was answered. */
  public synchronized void request(String path, int status, long nanos) {
    requests.merge("path=\"%s\",status=\"%d\"".formatted(path, status), 1L, Long::sum);
    requestSeconds.merge("path=\"%s\"".formatted(path), nanos / 1e9, Double::sum);
  }

  /** All of them now. */
  public synchronized String text(
      LiveModel live, InferenceCounters counters, boolean membersFailed) {
    PrometheusText text = new PrometheusText();
    text.add(ServingMetric.READY, live.version().isPresent() ? 1 : 0);
    ModelHealth now = membersFailed ? ModelHealth.FAILED : live.health();
    for (ModelHealth state : ModelHealth.values()) {
      String label = "state=\"%s\"".formatted(state.name().toLowerCase(Locale.ROOT));
      text.add(ServingMetric.HEALTH, label, state == now ? 1 : 0);
    }
    live.version()
        .ifPresent(
            key ->
                text.add(
                    ServingMetric.VERSION,
                    "model=\"%s\",generation=\"%d\"".formatted(key.model(), key.generation()),
                    key.version()));
    text.add(ServingMetric.STEP, step);
    text.add(ServingMetric.PINNED, live.pinned().isPresent() ? 1 : 0);
    text.add(ServingMetric.LOADED, loaded);
    text.add(ServingMetric.SUPERSEDED, superseded);
    text.add(ServingMetric.REFUSED, refused);
    text.add(ServingMetric.SWAP_SECONDS, swapSeconds);
    text.add(ServingMetric.PREDICTIONS, counters.predictions());
    text.add(ServingMetric.DEAD_LETTERS, counters.deadLetters());
    text.add(ServingMetric.BATCHES, counters.batches());
    text.add(ServingMetric.ABORTED, counters.aborted());
    text.add(ServingMetric.SHADOW_FAILED, counters.shadowFailed());
    requests.forEach((labels, count) -> text.add(ServingMetric.REQUESTS, labels, count));
    requestSeconds.forEach(
        (labels, seconds) -> text.add(ServingMetric.REQUEST_SECONDS, labels, seconds));
    return text.toString();
  }
}
