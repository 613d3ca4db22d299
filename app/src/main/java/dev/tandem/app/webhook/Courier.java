package dev.tandem.app.webhook;

import dev.tandem.schemas.config.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Tells one target of events, one after the other in their order, by a thread of its own. One that
 * fails is tried again while the others wait, until it is too old; one that is refused is told of
 * and passed over. Nothing that a target does ends it.
 */
final class Courier implements AutoCloseable {
  /** So many events wait at most. */
  static final int MOST_WAITING = 1_000;

  private final Target target;
  private final Backoff backoff;
  private final Duration retryFor;
  private final Consumer<String> messages;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Thread thread;

  private record Waiting(Notice notice, long since) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  private Courier(Target target, Backoff backoff, Duration retryFor, Consumer<String> messages) {
    this.target = target;
    this.backoff = backoff;
    this.retryFor = retryFor;
    this.messages = messages;
    thread = new Thread(this::run, "tandem-courier");
    thread.setDaemon(true);
  }

  /**
   * Begins to wait for events.
   *
   * @param retryFor so long after an event came it is tried again
   * @param messages told, for people, of what is not delivered at once
   */
  static Courier start(
      Target target, Backoff backoff, Duration retryFor, Consumer<String> messages) {
    Courier courier = new Courier(target, backoff, retryFor, messages);
    courier.thread.start();
    return courier;
  }

  /** Takes one more; false where, after {@code atMost}, still too many wait. */
  synchronized boolean offer(Notice notice, Duration atMost) throws InterruptedException {
    long begin = System.nanoTime();
    while (waiting.size() >= MOST_WAITING) {
      long left = atMost.minusNanos(System.nanoTime() - begin).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    waiting.addLast(new Waiting(notice, System.nanoTime()));
    notifyAll();
    return true;
  }

  /** Whether everything is delivered or given up. */
  synchronized boolean isIdle() {
    return waiting.isEmpty();
  }

  private void run() {
    try {
      while (true) {
        deliver(first());
        remove();
      }
    } catch (InterruptedException closed) {
      return; // what waits is told of by whoever closes it
    }
  }

  private synchronized Waiting first() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return waiting.getFirst();
  }

  private synchronized void remove() {
    waiting.removeFirst();
    notifyAll();
  }

  private void deliver(Waiting event) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Attempt attempt = attempt(event.notice());
      switch (attempt.result()) {
        case DELIVERED -> {
          if (tries > 1) {
            say(event, "is delivered now, with try " + tries);
          }
          return;
        }
        case REFUSED -> {
          say(event, "is not delivered and not tried again: " + attempt.reason());
          return;
        }
        case FAILED -> {
          Duration left = retryFor.minus(event.age());
          if (left.isNegative() || left.isZero()) {
            say(event, "is given up with try %d: %s".formatted(tries, attempt.reason()));
            return;
          }
          if (tries == 1) {
            say(
                event,
                "is not delivered yet, and tried again for %s: %s"
                    .formatted(Durations.format(retryFor), attempt.reason()));
          }
          Thread.sleep(pause(attempt, tries, left).toMillis());
        }
      }
    }
  }

  private Attempt attempt(Notice notice) throws InterruptedException {
    try {
      return target.send(notice);
    } catch (RuntimeException e) {
      return Attempt.refused(e.getClass().getSimpleName());
    }
  }

  /** At least a millisecond; at the end of its time it is tried once more. */
  private Duration pause(Attempt attempt, int tries, Duration left) {
    Duration pause = longer(backoff.after(tries), attempt.pause());
    return longer(pause.compareTo(left) < 0 ? pause : left, Duration.ofMillis(1));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void say(Waiting event, String what) {
    messages.accept("%s: %s %s".formatted(target.name(), event.notice().title(), what));
  }

  /** Ends at once; says of what is not delivered how it is told again. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tellWhatIsLeft();
  }

  private synchronized void tellWhatIsLeft() {
    if (!waiting.isEmpty()) {
      messages.accept(
          "%s: not delivered are %d, the first of which may have come; --since %s tells of them again"
              .formatted(target.name(), waiting.size(), waiting.getFirst().notice().at()));
    }
  }
}
