package dev.tandem.ingest.fleet;

import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.schemas.metrics.PrometheusText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;

/**
 * How feeds stand, in Prometheus' text format. The first {@value #LIMIT} streams have figures of
 * their own, the others share {@value #OTHER}: counts are added up, of the rest the worst counts.
 */
public final class IngestMetrics {
  public static final int LIMIT = 256;
  public static final String OTHER = "other";

  private static final double THOUSAND = 1e3;
  private static final double MILLION = 1e6;

  private final Map<String, List<FeedStatus>> streams = new LinkedHashMap<>();
  private final PrometheusText text = new PrometheusText();
  private final Instant now;

  private IngestMetrics(List<FeedStatus> all, Instant now) {
    this.now = now;
    for (FeedStatus status : all) {
      String name = streams.size() < LIMIT ? status.plan().stream() : OTHER;
      streams.computeIfAbsent(name, stream -> new ArrayList<>()).add(status);
    }
  }

  /** Of {@code all}, at {@code now}. */
  public static String text(List<FeedStatus> all, Instant now) {
    IngestMetrics metrics = new IngestMetrics(all, now);
    metrics.states();
    metrics.counts();
    metrics.gauges();
    return metrics.text.toString();
  }

  private void states() {
    each(
        (label, feeds) -> {
          for (FeedState state : FeedState.values()) {
            text.add(
                IngestMetric.FEEDS,
                "%s,state=\"%s\"".formatted(label, state.name().toLowerCase(Locale.ROOT)),
                feeds.stream().filter(feed -> feed.state() == state).count());
          }
        });
  }

  private void counts() {
    count(IngestMetric.CLIPS, feed -> feed.published().clips());
    count(IngestMetric.LABELS, feed -> feed.published().labels());
    each(
        (label, feeds) -> {
          String dropped = label + ",reason=\"%s\"";
          text.add(
              IngestMetric.DROPPED,
              dropped.formatted("slow"),
              sum(feeds, feed -> feed.published().gaveWay()));
          text.add(
              IngestMetric.DROPPED,
              dropped.formatted("late"),
              sum(feeds, feed -> feed.published().late()));
        });
    count(IngestMetric.FAILURES, FeedStatus::failures);
    count(IngestMetric.REOPENED, feed -> feed.capture().reopened());
    count(IngestMetric.STALLS, feed -> feed.capture().stalls());
    count(IngestMetric.DECODE_ERRORS, feed -> feed.capture().decodeErrors());
    count(IngestMetric.DAMAGED, feed -> feed.capture().damaged());
    count(IngestMetric.LEFT_OUT, feed -> feed.leftOut().size());
    count(IngestMetric.IN_FLIGHT, feed -> feed.published().inFlight());
  }

  private void gauges() {
    least(IngestMetric.LAST_CLIP, feed -> seconds(feed, time -> time.toEpochMilli() / THOUSAND));
    most(
        IngestMetric.LAG,
        feed -> seconds(feed, time -> Duration.between(time, now).toMillis() / THOUSAND));
    least(IngestMetric.SHARE, FeedStatus::share);
    most(IngestMetric.SKEW, feed -> furthest(feed, s -> s.timing().skewMillis() / THOUSAND));
    most(IngestMetric.SOUND_DRIFT, feed -> furthest(feed, s -> s.timing().soundPpm() / MILLION));
    most(IngestMetric.CLOCK_DRIFT, feed -> furthest(feed, s -> s.timing().clockPpm() / MILLION));
  }

  private static OptionalDouble seconds(FeedStatus feed, ToDoubleFunction<Instant> of) {
    return feed.published().lastClip().stream().mapToDouble(of).findFirst();
  }

  /** With its sign. */
  private static OptionalDouble furthest(FeedStatus feed, ToDoubleFunction<SourceReport> of) {
    return furthest(feed.sources().stream().mapToDouble(of));
  }

  private static OptionalDouble furthest(DoubleStream values) {
    return values.reduce((a, b) -> Math.abs(a) >= Math.abs(b) ? a : b);
  }

  private void count(IngestMetric metric, ToLongFunction<FeedStatus> of) {
    each((label, feeds) -> text.add(metric, label, sum(feeds, of)));
  }

  private static long sum(List<FeedStatus> feeds, ToLongFunction<FeedStatus> of) {
    return feeds.stream().mapToLong(of).sum();
  }

  private void least(IngestMetric metric, Function<FeedStatus, OptionalDouble> of) {
    each((label, feeds) -> values(feeds, of).min().ifPresent(v -> text.add(metric, label, v)));
  }

  private void most(IngestMetric metric, Function<FeedStatus, OptionalDouble> of) {
    each((label, feeds) -> furthest(values(feeds, of)).ifPresent(v -> text.add(metric, label, v)));
  }

  private static DoubleStream values(
      List<FeedStatus> feeds, Function<FeedStatus, OptionalDouble> of) {
    return feeds.stream().map(of).flatMapToDouble(OptionalDouble::stream);
  }

  private void each(BiConsumer<String, List<FeedStatus>> of) {
    streams.forEach((stream, feeds) -> of.accept("stream=\"%s\"".formatted(stream), feeds));
  }
}
