package dev.tandem.ingest.fleet;

import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.publish.PublisherSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several feeds of one process. All of them begin to be opened at once; those that are open when
 * they are launched begin together, so that none makes another's first clips late.
 */
public final class Fleet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** For a live feed to be opened before the others begin without it. */
  private static final Duration OPENING = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<FeedKeeper> keepers;
  private final Function<FeedPlan, Feed> opener;
  private final FleetNews news;
  private final Clock clock;
  private final long begin = System.nanoTime();
  private Optional<Launch> launch = Optional.empty();
  private boolean stopping;

  private Fleet(
      List<FeedPlan> plans, Function<FeedPlan, Feed> opener, FleetNews news, Clock clock) {
    this.opener = opener;
    this.news = news;
    this.clock = clock;
    this.keepers = plans.stream().map(plan -> new FeedKeeper(plan, this)).toList();
  }

  /**
   * Begins to open all of {@code plans}, which have different streams.
   *
   * @param opener of each, whose feeds are the fleet's
   */
  public static Fleet start(List<FeedPlan> plans, Function<FeedPlan, Feed> opener, FleetNews news) {
    return start(plans, opener, news, Clock.systemUTC());
  }

  static Fleet start(
      List<FeedPlan> plans, Function<FeedPlan, Feed> opener, FleetNews news, Clock clock) {
    Fleet fleet = new Fleet(plans, opener, news, clock);
    fleet.keepers.forEach(FeedKeeper::start);
    return fleet;
  }

  /** Whether it was tried to open every feed, or a live one keeps the others waiting too long. */
  public boolean isReady() {
    boolean patient = System.nanoTime() - begin < OPENING.toNanos();
    return keepers.stream()
        .allMatch(keeper -> keeper.isTried() || (keeper.plan().isLive() && !patient));
  }

  /** Those that are open, in the order of the plans. */
  public Map<FeedPlan, FeedDescription> open() {
    Map<FeedPlan, FeedDescription> open = new LinkedHashMap<>();
    keepers.forEach(keeper -> keeper.description().ifPresent(of -> open.put(keeper.plan(), of)));
    return open;
  }

  /** Lets all that are open publish, and the others as soon as they are. */
  public void launch(Launch how) {
    Map<FeedKeeper, PublisherSettings> ready = new HashMap<>();
    keepers.forEach(keeper -> keeper.settings(how).ifPresent(of -> ready.put(keeper, of)));
    ready.entrySet().stream()
        .sorted(Comparator.comparing(of -> of.getValue().start()))
        .forEach(of -> of.getKey().prepare(how, of.getValue()));
    synchronized (this) {
      launch = Optional.of(how);
      notifyAll();
    }
  }

  public List<FeedStatus> status() {
    return keepers.stream().map(FeedKeeper::status).toList();
  }

  /** Whether no feed does anything any more. */
  public boolean isOver() {
    return keepers.stream().noneMatch(FeedKeeper::isAlive);
  }

  /** Makes all end soon, with what they have written. */
  public void stop() {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    keepers.forEach(FeedKeeper::stop);
  }

  /** Makes all end; returns when they have, or do not answer. */
  public void end() {
    stop();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (FeedKeeper keeper : keepers) {
        keeper.join(Duration.ofNanos(end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }

  Feed open(FeedPlan plan) {
    return opener.apply(plan);
  }

  FleetNews news() {
    return news;
  }

  Instant now() {
    return clock.instant();
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  /** How to publish, as soon as that is allowed; empty where the fleet is to end. */
  synchronized Optional<Launch> awaitLaunch() throws InterruptedException {
    while (!stopping && launch.isEmpty()) {
      wait();
    }
    return stopping ? Optional.empty() : launch;
  }

  /** Passes {@code pause}, or less where the fleet is to end. */
  void rest(Duration pause) throws InterruptedException {
    sayIfIdle();
    await(pause);
  }

  private void sayIfIdle() {
    Optional<Launch> how;
    synchronized (this) {
      how = launch;
    }
    try {
      how.ifPresent(of -> of.gateway().rest());
    } catch (FeedException e) {
      LOG.debug("the gateway's last words were refused", e);
    }
  }

  private synchronized void await(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); !stopping && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
