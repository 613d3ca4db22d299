package dev.tandem.app.run;

import dev.tandem.ingest.clip.CaptureCounts;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.Rate;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.fleet.FeedState;
import dev.tandem.ingest.fleet.FeedStatus;
import dev.tandem.ingest.publish.FeedProducer;
import dev.tandem.ingest.publish.FeedPublisher;
import dev.tandem.ingest.publish.FlowControl;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.ingest.publish.TrainedBacklog;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/** Publishes a feed in a thread of its own. */
public final class FeedRunner implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 5_000;

  private final FeedPublisher publisher;
  private final String stream;
  private final Feed feed;
  private final Thread thread;
  private volatile Optional<PublishedReport> report = Optional.empty();
  private volatile Optional<FeedException> failure = Optional.empty();

  private FeedRunner(String stream, FeedPublisher publisher, Feed feed) {
    this.stream = stream;
    this.publisher = publisher;
    this.feed = feed;
    this.thread = new Thread(this::publish, "tandem-feed");
    thread.setDaemon(true);
  }

  /**
   * Begins to publish; {@code feed} stays the caller's to close.
   *
   * @param model whose training is waited for at {@code rate=trained}
   */
  public static FeedRunner start(
      Feed feed, Rate rate, PublisherSettings settings, KafkaConnection kafka, String model) {
    return start(feed, rate, settings, kafka, model, ClipRecorder.NONE);
  }

  /**
   * The same, and has {@code recorder} keep what is published.
   *
   * @param recorder stays the caller's to close
   */
  public static FeedRunner start(
      Feed feed,
      Rate rate,
      PublisherSettings settings,
      KafkaConnection kafka,
      String model,
      ClipRecorder recorder) {
    FlowControl flow =
        FlowControl.of(
            rate,
            Clock.systemUTC(),
            () -> TrainedBacklog.follow(kafka, settings.topics().training(), model));
    FeedPublisher publisher = new FeedPublisher(settings, FeedProducer.open(kafka), flow);
    publisher.record(recorder);
    FeedRunner runner = new FeedRunner(settings.stream(), publisher, feed);
    runner.thread.start();
    return runner;
  }

  /** What is missing where the feed ended by itself before {@code wanted}. */
  public static Optional<String> shortfall(
      FeedUri feed, PublishedReport published, OptionalLong wanted) {
    return wanted.isPresent() && !published.stopped() && published.clips() < wanted.getAsLong()
        ? Optional.of(
            "the feed %s ended after %d clips; --clips asked for %d. Ask for fewer, or leave --clips out"
                .formatted(feed, published.clips(), wanted.getAsLong()))
        : Optional.empty();
  }

  /** Everything that is published to. */
  public static List<String> topics(Topics topics, FeedDescription feed) {
    List<String> names = new ArrayList<>();
    feed.modalityNames().forEach(modality -> names.add(topics.features(modality)));
    names.add(topics.labels());
    return names;
  }

  private void publish() {
    try {
      report = Optional.of(publisher.publish(feed));
    } catch (FeedException e) {
      failure = Optional.of(e);
    } catch (RuntimeException e) {
      failure = Optional.of(new FeedException("the feed broke: " + e.getMessage(), e));
    }
  }

  /** How the feed stands, which {@code uri} and {@code seed} describe. */
  public FeedStatus status(FeedUri uri, long seed) {
    FeedState ended = failure.isPresent() ? FeedState.FAILED : FeedState.ENDED;
    return new FeedStatus(
        new FeedPlan(stream, uri, seed, Optional.empty(), OptionalLong.empty()),
        thread.isAlive() ? FeedState.PUBLISHING : ended,
        publisher.counts(),
        CaptureCounts.of(feed),
        failure.isPresent() ? 1 : 0,
        failure.map(FeedException::getMessage),
        feed.share(),
        publisher.clockAwaited(),
        feed.skipped(),
        feed.sources());
  }

  /** How much of the feed is done, of {@code wanted} clips or of all; empty where it has no end. */
  public OptionalDouble share(OptionalLong wanted) {
    OptionalDouble clips =
        wanted.isPresent()
            ? OptionalDouble.of((double) clips() / wanted.getAsLong())
            : OptionalDouble.empty();
    return DoubleStream.concat(clips.stream(), feed.share().stream()).max();
  }

  /** Clips that gave way to newer ones so far. */
  public long dropped() {
    return publisher.counts().gaveWay();
  }

  /** Clips so far. */
  public long clips() {
    return publisher.counts().clips();
  }

  /** The time of the wall clock that the feed waits for, as its next record is of then. */
  public Optional<Instant> clockAwaited() {
    return publisher.clockAwaited();
  }

  /** Items of the feed that have given no clip so far. */
  public List<Skipped> leftOut() {
    return feed.skipped();
  }

  /** What was published; empty while the feed runs. Throws what ended the feed early. */
  public Optional<PublishedReport> report() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return report;
  }

  /** Makes the feed end with its end marks, and waits a little for them. */
  public void end() {
    publisher.stop();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
    publisher.close();
  }
}
