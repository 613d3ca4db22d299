package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/**
 * Publishes feeds to Kafka. Owns the flow control, and the producer unless that is a gateway's, and
 * closes them; the caller closes the feeds.
 */
public final class FeedPublisher implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final PublisherSettings settings;
  private final Producer<String, byte[]> producer;
  private final Optional<Gateway> gateway;
  private final FlowControl flow;
  private final Clock clock;
  private final Waiting waiting;
  private final PublishCounts counts;
  private ClipRecorder recorder = ClipRecorder.NONE;
  private Optional<StreamMarks> member = Optional.empty();
  private volatile boolean stopping;
  private volatile Optional<Instant> clockAwaited = Optional.empty();

  public FeedPublisher(
      PublisherSettings settings, Producer<String, byte[]> producer, FlowControl flow) {
    this(settings, producer, flow, Clock.systemUTC(), Waiting.parked());
  }

  /**
   * As one of the streams that {@code gateway} speaks for; the caller closes it.
   *
   * @param counts of the stream, which may have runs before and after
   */
  public FeedPublisher(
      PublisherSettings settings, Gateway gateway, FlowControl flow, PublishCounts counts) {
    this(
        settings,
        gateway.producer(),
        Optional.of(gateway),
        flow,
        Clock.systemUTC(),
        Waiting.parked(),
        counts);
  }

  public FeedPublisher(
      PublisherSettings settings,
      Producer<String, byte[]> producer,
      FlowControl flow,
      Clock clock,
      Waiting waiting) {
    this(settings, producer, Optional.empty(), flow, clock, waiting, new PublishCounts());
  }

  FeedPublisher(
      PublisherSettings settings,
      Producer<String, byte[]> producer,
      Optional<Gateway> gateway,
      FlowControl flow,
      Clock clock,
      Waiting waiting,
      PublishCounts counts) {
    this.settings = settings;
    this.producer = producer;
    this.gateway = gateway;
    this.flow = flow;
    this.clock = clock;
    this.waiting = waiting;
    this.counts = counts;
  }

  /** Has {@code recorder}, which stays the caller's, keep what the next runs publish. */
  public void record(ClipRecorder with) {
    recorder = with;
  }

  /**
   * Takes its place among the gateway's streams, so that none of them moves time beyond its first
   * clip before it is written; {@link #publish} does so where this did not.
   */
  public void enter(Feed feed) {
    Instant begin = ClipTimes.of(settings, feed.describe()).begin(settings.firstClip());
    member = gateway.map(of -> of.join(begin));
  }

  /**
   * Publishes until the feed ends, the run's limit is reached, {@link #stop} is called or the
   * thread is interrupted (its flag stays set); in each case everything written is flushed and the
   * stream ends with its marks. Throws {@link dev.tandem.ingest.clip.FeedException} without end
   * marks when the feed or Kafka fails: readers then see a stream that vanished.
   */
  public PublishedReport publish(Feed feed) {
    PublishGate gate =
        new PublishGate(flow, clock, waiting, this::isStopping, time -> clockAwaited = time);
    if (member.isEmpty()) {
      enter(feed);
    }
    try {
      return new FeedRun(settings, feed, producer, member, gate, counts, recorder).run();
    } finally {
      leave();
    }
  }

  private void leave() {
    member.ifPresent(StreamMarks::close);
    member = Optional.empty();
  }

  /** What became of the clips so far. From any thread. */
  public PublishCounts counts() {
    return counts;
  }

  /** Makes a running {@link #publish} end soon, as if the feed had ended. From any thread. */
  public void stop() {
    stopping = true;
  }

  /**
   * The time of the wall clock that a running {@link #publish} waits for, because no record may be
   * from the future. From any thread.
   */
  public Optional<Instant> clockAwaited() {
    return clockAwaited;
  }

  private boolean isStopping() {
    return stopping;
  }

  /** What a run wrote was flushed; what is left of one that failed is given up. */
  @Override
  public void close() {
    try (flow) {
      leave();
      if (gateway.isEmpty()) {
        producer.close(CLOSE_PATIENCE);
      }
    }
  }
}
