package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.metrics.PrometheusText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a consumer has done, in Prometheus' text format. Thread-safe. */
public final class ServingMetrics implements SwapListener {
  private final SortedMap<String, Long> requests = new TreeMap<>();
  private final SortedMap<String, Latencies> requestSeconds = new TreeMap<>();
  private final Latencies swapSeconds = new Latencies();
  private long loaded;
  private long superseded;
  private long refused;
  private long step;

  @Override
  public synchronized void loaded(Swap swap) {
    loaded++;
    step = swap.step();
    swapSeconds.add(swap.delay());
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
    requestSeconds
        .computeIfAbsent("path=\"%s\"".formatted(path), any -> new Latencies())
        .add(Duration.ofNanos(nanos));
  }

  /** All of them now. */
  public synchronized String text(LiveModel live, InferenceMembers members) {
    PrometheusText text = new PrometheusText();
    text.add(ServingMetric.READY, live.version().isPresent() ? 1 : 0);
    ModelHealth now = members.failure().isPresent() ? ModelHealth.FAILED : live.health();
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
    add(text, ServingMetric.SWAP_SECONDS, "", swapSeconds.counts());
    addAnswers(text, members);
    requests.forEach((labels, count) -> text.add(ServingMetric.REQUESTS, labels, count));
    requestSeconds.forEach(
        (labels, seconds) -> add(text, ServingMetric.REQUEST_SECONDS, labels, seconds.counts()));
    return text.toString();
  }

  private static void add(
      PrometheusText text, ServingMetric metric, String labels, Latencies.Counts seconds) {
    text.add(metric, labels, seconds.upTo(), seconds.count(), seconds.sum());
  }

  private static void addAnswers(PrometheusText text, InferenceMembers members) {
    InferenceCounters counters = members.counters();
    text.add(ServingMetric.PARTITIONS, members.partitions());
    text.add(ServingMetric.PREDICTIONS, counters.predictions());
    text.add(ServingMetric.DEAD_LETTERS, counters.deadLetters());
    add(text, ServingMetric.ANSWER_SECONDS, "", members.answerSeconds());
    add(text, ServingMetric.BATCH_SECONDS, "", members.batchSeconds());
    text.add(ServingMetric.BATCHES, counters.batches());
    text.add(ServingMetric.ABORTED, counters.aborted());
    text.add(ServingMetric.SHADOW_FAILED, counters.shadowFailed());
  }
}
