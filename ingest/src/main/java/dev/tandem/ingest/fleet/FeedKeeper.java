package dev.tandem.ingest.fleet;

import dev.tandem.ingest.clip.CaptureCounts;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.publish.FeedPublisher;
import dev.tandem.ingest.publish.PublishCounts;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.ingest.publish.PublisherSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one feed going, in a thread of its own: opens it, publishes it when all may, and opens a
 * live one again when it has failed.
 */
final class FeedKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(FeedKeeper.class);

  private final FeedPlan plan;
  private final Fleet fleet;
  private final PublishCounts counts = new PublishCounts();
  private final Backoff backoff = new Backoff();
  private final Thread thread;
  private FeedState state = FeedState.OPENING;
  private Optional<Feed> feed = Optional.empty();
  private Optional<FeedPublisher> publisher = Optional.empty();
  private CaptureCounts before = CaptureCounts.NONE;
  private List<Skipped> leftOut = List.of();
  private Optional<String> reason = Optional.empty();
  private Duration pause = Duration.ZERO;
  private boolean tried;
  private boolean away;
  private long failures;

  FeedKeeper(FeedPlan plan, Fleet fleet) {
    this.plan = plan;
    this.fleet = fleet;
    this.thread = new Thread(this::run, "tandem-feed-" + plan.stream());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!fleet.isStopping() && !isFinal()) {
        attempt();
      }
      enter(isAway() ? FeedState.FAILED : FeedState.ENDED);
    } catch (InterruptedException e) {
      enter(FeedState.ENDED);
      Thread.currentThread().interrupt();
    } catch (Error e) {
      fail("it broke: " + e, false);
      throw e;
    }
  }

  /** Opens it and publishes it to its end; where that fails, waits for the next attempt. */
  private void attempt() throws InterruptedException {
    enter(FeedState.OPENING);
    long had = counts.clips();
    Optional<String> why = Optional.empty();
    try (Feed opened = fleet.open(plan)) {
      opened(opened);
      Optional<Launch> launch = fleet.awaitLaunch();
      if (launch.isPresent()) {
        publish(opened, launch.get());
      }
    } catch (FeedException e) {
      LOG.debug("{}", plan.stream(), e);
      why = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      LOG.debug("{}", plan.stream(), e);
      why = Optional.of("it broke: " + e);
    } finally {
      left();
    }
    if (counts.clips() > had) {
      backoff.reset();
    }
    if (why.isPresent()) {
      fail(why.get(), plan.isLive());
      fleet.rest(pause);
    }
  }

  private void publish(Feed opened, Launch launch) {
    FeedPublisher mine =
        publisher().orElseGet(() -> prepare(opened, launch, settings(opened, launch)));
    back();
    enter(FeedState.PUBLISHING);
    PublishedReport report = mine.publish(opened);
    fleet.news().ended(plan, report);
    enter(FeedState.ENDED);
  }

  /** Of its next run; empty while it is not open. */
  Optional<PublisherSettings> settings(Launch launch) {
    return open().map(of -> settings(of, launch));
  }

  /** Takes its place among the others', where it is still open. */
  void prepare(Launch launch, PublisherSettings settings) {
    try {
      open().ifPresent(of -> prepare(of, launch, settings));
    } catch (FeedException e) {
      LOG.debug("{}: met by its own thread, too", plan.stream(), e);
    }
  }

  /** Kafka may be away, so that this lasts: nobody waits for it who asks how the feed stands. */
  private FeedPublisher prepare(Feed opened, Launch launch, PublisherSettings settings) {
    launch.requireKnown(opened.describe());
    FeedPublisher made =
        new FeedPublisher(settings, launch.gateway(), launch.flow().apply(plan), counts);
    made.record(launch.recorder());
    synchronized (this) {
      publisher = Optional.of(made);
    }
    if (fleet.isStopping()) {
      made.stop();
    }
    made.enter(opened);
    return made;
  }

  /** What earlier runs have published is not asked for again. */
  private PublisherSettings settings(Feed opened, Launch launch) {
    Instant from =
        opened.horizon().map(end -> end.minus(opened.describe().length())).orElseGet(fleet::now);
    PublisherSettings settings = launch.settings().apply(plan, from);
    return counts.clips() == 0
        ? settings
        : settings.withMaxClips(Math.max(1, settings.maxClips() - counts.clips()));
  }

  private synchronized void enter(FeedState next) {
    if (!state.isFinal()) {
      state = next;
    }
  }

  private synchronized void opened(Feed opened) {
    feed = Optional.of(opened);
    tried = true;
    enter(FeedState.OPEN);
  }

  /** What the feed has counted stays; the publisher's place is free. */
  private void left() {
    Optional<FeedPublisher> mine;
    synchronized (this) {
      mine = publisher;
      feed.ifPresent(
          closed -> {
            before = before.plus(CaptureCounts.of(closed));
            leftOut = closed.skipped();
          });
      feed = Optional.empty();
      publisher = Optional.empty();
    }
    mine.ifPresent(FeedPublisher::close);
  }

  private void fail(String why, boolean again) {
    boolean known;
    synchronized (this) {
      known = away && reason.equals(Optional.of(why));
      reason = Optional.of(why);
      pause = again ? backoff.pause() : Duration.ZERO;
      failures++;
      tried = true;
      away = true;
      enter(again ? FeedState.WAITING : FeedState.FAILED);
    }
    if (!known && !fleet.isStopping()) {
      fleet.news().failed(plan, why, again ? Optional.of(pause) : Optional.empty());
    }
  }

  private void back() {
    boolean was;
    long failed;
    synchronized (this) {
      was = away;
      failed = failures;
      away = false;
    }
    if (was) {
      fleet.news().back(plan, failed);
    }
  }

  /** Whether it is known if it can be opened. */
  synchronized boolean isTried() {
    return tried;
  }

  FeedPlan plan() {
    return plan;
  }

  /** Of one that is open. */
  Optional<FeedDescription> description() {
    return open().map(Feed::describe);
  }

  private synchronized Optional<Feed> open() {
    return feed;
  }

  private synchronized Optional<FeedPublisher> publisher() {
    return publisher;
  }

  /** Whether it has failed and is not back. */
  private synchronized boolean isAway() {
    return away;
  }

  private synchronized boolean isFinal() {
    return state.isFinal();
  }

  synchronized FeedStatus status() {
    return new FeedStatus(
        plan,
        state,
        counts,
        feed.map(of -> before.plus(CaptureCounts.of(of))).orElse(before),
        failures,
        reason,
        state == FeedState.ENDED
            ? OptionalDouble.of(1)
            : feed.map(Feed::share).orElseGet(OptionalDouble::empty),
        publisher.flatMap(FeedPublisher::clockAwaited),
        feed.map(Feed::skipped).orElse(leftOut),
        feed.map(Feed::sources).orElseGet(List::of));
  }

  /** Makes it end soon, with its last words. */
  synchronized void stop() {
    publisher.ifPresent(FeedPublisher::stop);
    if (publisher.isEmpty()) {
      feed.ifPresent(Feed::stop);
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Until it has ended, at most so long. */
  void join(Duration patience) throws InterruptedException {
    thread.join(Math.max(1, patience.toMillis()));
  }
}
