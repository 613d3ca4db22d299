package dev.tandem.ingest.feed.posted;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A live feed of the clips that others hand over, such as recordings of a browser. A clip ends when
 * it was handed over, by the clock of this process; its index is that time in milliseconds since
 * 1970, so that none comes twice, whenever the feed begins. While nothing comes, time goes on.
 */
public final class PostedFeed implements Feed {
  /** It is not among the feeds that are opened by their names: somebody has to hand clips over. */
  public static final FeedType TYPE =
      new FeedType(
          "teach",
          "",
          "recordings that people post",
          FeedType.Course.LIVE,
          List.of(FeedOptions.FRAMES, FeedOptions.LIVE_DELIVERY),
          Optional.empty(),
          (uri, seed) -> new PostedFeed(uri, List.of(), InstantSource.system()));

  /** Clips that may wait. */
  static final int ROOM = 64;

  private static final Duration LENGTH = Duration.ofSeconds(1);

  private final FeedDescription description;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<CapturedClip> waiting = new ArrayDeque<>();
  private Optional<Instant> handedOn = Optional.empty();
  private Instant told = Instant.EPOCH;
  private boolean stopped;

  /**
   * @param classNames that a model knows before the first clip
   */
  public PostedFeed(FeedUri uri, List<String> classNames, InstantSource clock) {
    this.description =
        FeedDescription.endless(AudioVideo.modalities(uri.get(FeedOptions.FRAMES)), classNames);
    this.clock = clock;
  }

  /** As it is written. */
  public static FeedUri uri() {
    return FeedUri.of(TYPE, TYPE.form());
  }

  /** How many pictures of a second its clips have. */
  public static int frames(FeedUri uri) {
    return uri.get(FeedOptions.FRAMES);
  }

  @Override
  public FeedDescription describe() {
    return description;
  }

  /**
   * Hands a clip over; empty where too many wait, or the feed has ended. From any thread.
   *
   * @param label empty where only an answer is wanted
   */
  public Optional<PostedClip> offer(SortedMap<String, Signal> signals, Optional<ClipLabel> label) {
    lock.lock();
    try {
      if (stopped || waiting.size() >= ROOM) {
        return Optional.empty();
      }
      Instant end = later(now(), told.plusMillis(1));
      told = end;
      PostedClip clip = new PostedClip(end.toEpochMilli(), end.minus(LENGTH), end);
      waiting.add(
          new CapturedClip(
              clip.index(), signals, label, Optional.empty(), Optional.of(clip.begin())));
      changed.signalAll();
      return Optional.of(clip);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<CapturedClip> next() {
    lock.lock();
    try {
      handedOn = Optional.empty();
      while (waiting.isEmpty() && !stopped) {
        changed.await();
      }
      Optional<CapturedClip> clip = Optional.ofNullable(waiting.poll());
      handedOn = clip.flatMap(CapturedClip::captured).map(begin -> begin.plus(LENGTH));
      return clip;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** There is nothing to pass over: what was is gone. */
  @Override
  public void skip(long clips) {}

  @Override
  public Optional<Instant> horizon() {
    lock.lock();
    try {
      if (handedOn.isPresent()) {
        return handedOn;
      }
      if (!waiting.isEmpty()) {
        return waiting.element().captured().map(begin -> begin.plus(LENGTH));
      }
      told = later(now(), told);
      return Optional.of(told);
    } finally {
      lock.unlock();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
