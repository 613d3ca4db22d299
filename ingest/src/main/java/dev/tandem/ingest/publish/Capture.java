package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The capturing half of a run: a thread of its own reads the feed and extracts features, and hands
 * over to the publishing one, so that a silent source silences no heartbeat and a slow Kafka no
 * camera. What waits between them is bounded: a feed that can wait does, of a live one the oldest
 * clip is dropped.
 */
final class Capture implements AutoCloseable {
  /** Clips between the threads, as features. */
  private static final int ROOM = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Feed feed;
  private final FeedDescription description;
  private final boolean waits;
  private final PublishCounts counts;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Extracted> handedOver = new ArrayDeque<>();
  private Optional<RuntimeException> failure = Optional.empty();
  private boolean ended;
  private boolean closed;
  private long dropped;

  private Capture(Feed feed, long skipped, long clips, boolean waits, PublishCounts counts) {
    this.feed = feed;
    this.description = feed.describe();
    this.waits = waits;
    this.counts = counts;
    this.thread = new Thread(() -> run(skipped, clips), "tandem-capture");
    thread.setDaemon(true);
  }

  /**
   * Begins to read {@code feed}, which stays the caller's to close.
   *
   * @param skipped clips to pass over
   * @param clips to read then, at most
   * @param waits for room; else the oldest clip gives way
   * @param counts told of those that do
   */
  static Capture start(Feed feed, long skipped, long clips, boolean waits, PublishCounts counts) {
    Capture capture = new Capture(feed, skipped, clips, waits, counts);
    capture.thread.start();
    return capture;
  }

  /** The next clip; empty where none came within {@code patience}, or none will. */
  Optional<Extracted> poll(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (handedOver.isEmpty() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      Optional<Extracted> clip = Optional.ofNullable(handedOver.poll());
      changed.signalAll();
      return clip;
    } finally {
      lock.unlock();
    }
  }

  /** Whether every clip was taken and none will come; throws what broke the feed. */
  boolean isOver() {
    lock.lock();
    try {
      boolean over = ended && handedOver.isEmpty();
      if (over && failure.isPresent()) {
        throw failure.get();
      }
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** Clips that gave way to newer ones so far. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A time before which no clip ends that {@link #poll} is to return; empty where none is known.
   */
  Optional<Instant> horizon() {
    Optional<Instant> horizon = feed.horizon(); // before the look, as a clip may come between
    lock.lock();
    try {
      return handedOver.isEmpty() ? horizon : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the feed is not read any more, or does not answer. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    feed.stop();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(long skipped, long clips) {
    try {
      feed.skip(skipped);
      read(clips);
    } catch (RuntimeException e) {
      end(Optional.of(e));
    } catch (Error e) {
      end(Optional.of(new FeedException("the feed broke: " + e, e)));
      throw e;
    } finally {
      end(Optional.empty());
    }
  }

  private void read(long clips) {
    List<CapturedClip> batch = new ArrayList<>();
    for (long i = 0; i < clips && !isClosed(); i++) {
      Optional<CapturedClip> clip = next(batch);
      if (clip.isEmpty()) {
        break;
      }
      batch.add(clip.get());
      boolean live = clip.get().captured().isPresent();
      if (live || batch.size() == description.batch() || feed.mayWait()) {
        extract(batch);
      }
    }
    extract(batch);
  }

  /** Where the feed breaks, what came before is handed over. */
  private Optional<CapturedClip> next(List<CapturedClip> batch) {
    try {
      return feed.next();
    } catch (RuntimeException e) {
      extract(batch);
      throw e;
    }
  }

  /** Hands {@code batch} over, and empties it. */
  private void extract(List<CapturedClip> batch) {
    Extracted.of(batch, description).forEach(this::handOver);
    batch.clear();
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void handOver(Extracted clip) {
    lock.lock();
    try {
      while (waits && handedOver.size() >= ROOM && !closed) {
        changed.awaitUninterruptibly();
      }
      if (!waits && handedOver.size() >= ROOM) {
        handedOver.remove();
        dropped++;
        counts.clipGaveWay();
      }
      handedOver.add(clip);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The first word counts. */
  private void end(Optional<RuntimeException> why) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
