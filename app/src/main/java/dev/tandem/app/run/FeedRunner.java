package dev.tandem.app.run;

import dev.tandem.ingest.CapturedClip;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedDescription;
import dev.tandem.ingest.FeedException;
import dev.tandem.ingest.publish.Backlog;
import dev.tandem.ingest.publish.FeedProducer;
import dev.tandem.ingest.publish.FeedPublisher;
import dev.tandem.ingest.publish.FlowControl;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.ingest.publish.Rate;
import dev.tandem.schemas.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Publishes a feed in a thread of its own. */
public final class FeedRunner implements AutoCloseable {
  private final FeedPublisher publisher;
  private final CountedFeed feed;
  private final Thread thread;
  private volatile Optional<PublishedReport> report = Optional.empty();
  private volatile Optional<FeedException> failure = Optional.empty();

  private FeedRunner(FeedPublisher publisher, CountedFeed feed) {
    this.publisher = publisher;
    this.feed = feed;
    this.thread = new Thread(this::publish, "tandem-feed");
    thread.setDaemon(true);
  }

  /**
   * Begins to publish; {@code feed} stays the caller's to close.
   *
   * @param backlog how far training is behind so many clips; asked at {@code rate=trained}
   */
  public static FeedRunner start(
      Feed feed,
      Rate rate,
      PublisherSettings settings,
      String bootstrapServers,
      Function<LongSupplier, Backlog> backlog) {
    CountedFeed counted = new CountedFeed(feed);
    FlowControl flow =
        FlowControl.of(rate, Clock.systemUTC(), () -> backlog.apply(counted.clips::get));
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    FeedRunner runner =
        new FeedRunner(new FeedPublisher(settings, FeedProducer.open(client), flow), counted);
    runner.thread.start();
    return runner;
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

  /** Clips so far. */
  public long clips() {
    return feed.clips.get();
  }

  /** What was published; empty while the feed runs. Throws what ended the feed early. */
  public Optional<PublishedReport> report() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return report;
  }

  /** Makes the feed end soon, with its end marks. */
  public void stop() {
    publisher.stop();
  }

  @Override
  public void close() {
    publisher.stop();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publisher.close();
  }

  private static final class CountedFeed implements Feed {
    private final Feed feed;
    private final AtomicLong clips = new AtomicLong();

    CountedFeed(Feed feed) {
      this.feed = feed;
    }

    @Override
    public FeedDescription describe() {
      return feed.describe();
    }

    @Override
    public Optional<CapturedClip> next() {
      Optional<CapturedClip> next = feed.next();
      next.ifPresent(clip -> clips.incrementAndGet());
      return next;
    }

    @Override
    public List<Skipped> skipped() {
      return feed.skipped();
    }
  }
}
