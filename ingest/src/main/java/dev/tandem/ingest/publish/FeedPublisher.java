package dev.tandem.ingest.publish;

import dev.tandem.ingest.Feed;
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
  private volatile boolean stopping;
  private volatile long clips;
  private volatile Optional<Instant> clockAwaited = Optional.empty();

  public FeedPublisher(
      PublisherSettings settings, Producer<String, byte[]> producer, FlowControl flow) {
    this(settings, producer, flow, Clock.systemUTC(), Waiting.parked());
  }

  /** As one of the streams that {@code gateway} speaks for; the caller closes it. */
  public FeedPublisher(PublisherSettings settings, Gateway gateway, FlowControl flow) {
    this(
        settings,
        gateway.producer(),
        Optional.of(gateway),
        flow,
        Clock.systemUTC(),
        Waiting.parked());
  }

  public FeedPublisher(
      PublisherSettings settings,
      Producer<String, byte[]> producer,
      FlowControl flow,
      Clock clock,
      Waiting waiting) {
    this(settings, producer, Optional.empty(), flow, clock, waiting);
  }

  FeedPublisher(
      PublisherSettings settings,
      Producer<String, byte[]> producer,
      Optional<Gateway> gateway,
      FlowControl flow,
      Clock clock,
      Waiting waiting) {
    this.settings = settings;
    this.producer = producer;
    this.gateway = gateway;
    this.flow = flow;
    this.clock = clock;
    this.waiting = waiting;
  }

  /**
   * Publishes until the feed ends, the run's limit is reached, {@link #stop} is called or the
   * thread is interrupted (its flag stays set); in each case everything written is flushed and the
   * stream ends with its marks. Throws {@link dev.tandem.ingest.FeedException} without end marks
   * when the feed or Kafka fails: readers then see a stream that vanished.
   */
  public PublishedReport publish(Feed feed) {
    PublishGate gate =
        new PublishGate(flow, clock, waiting, this::isStopping, time -> clockAwaited = time);
    Optional<StreamMarks> member = gateway.map(Gateway::join);
    try {
      return new FeedRun(settings, feed, producer, member, gate, count -> clips = count).run();
    } finally {
      member.ifPresent(StreamMarks::close);
    }
  }

  /** Clips written so far. From any thread. */
  public long clips() {
    return clips;
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
      if (gateway.isEmpty()) {
        producer.close(CLOSE_PATIENCE);
      }
    }
  }
}
