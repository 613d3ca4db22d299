package dev.tandem.monitoring.http;

import dev.tandem.monitoring.state.BoardState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What all pages are told: each message is made once, and the last few are kept for pages that are
 * a little late. A page that is later than that begins anew with a snapshot, so nothing piles up.
 */
final class Broadcast {
  /** Messages that are kept. */
  static final int KEPT = 16;

  private static final Duration SIGN = Duration.ofSeconds(2);
  private static final long SNAPSHOT_NANOS = Duration.ofMillis(500).toNanos();

  /**
   * One event, as it goes over the wire.
   *
   * @param number of this message, or of the one that a snapshot is not older than
   */
  record Message(long number, byte[] bytes) {}

  private final BoardState state;
  private final String run;
  private final Deque<Message> messages = new ArrayDeque<>();
  private long newest;
  private long toldNanos = System.nanoTime();
  private Optional<Message> snapshot = Optional.empty();
  private long snapshotNanos;

  /**
   * @param run names this process, whose numbers no other's pages may go on from
   */
  Broadcast(BoardState state, String run) {
    this.state = state;
    this.run = run;
  }

  /** Tells what has changed since the last call, and now and then that there is nothing. */
  void tell() {
    Optional<String> changes = state.changes();
    boolean quiet = System.nanoTime() - toldNanos < SIGN.toNanos();
    if (changes.isPresent() || !quiet) {
      publish(changes.orElseGet(state::sign));
    }
  }

  private synchronized void publish(String data) {
    newest++;
    toldNanos = System.nanoTime();
    messages.addLast(message("changes", newest, data));
    if (messages.size() > KEPT) {
      messages.removeFirst();
    }
    notifyAll();
  }

  private Message message(String event, long number, String data) {
    String text = "id: %s.%d\nevent: %s\ndata: %s\n\n".formatted(run, number, event, data);
    return new Message(number, text.getBytes(StandardCharsets.UTF_8));
  }

  /** All that there is; pages that come at the same time share it. */
  synchronized Message snapshot() {
    boolean fresh = System.nanoTime() - snapshotNanos < SNAPSHOT_NANOS;
    if (snapshot.isEmpty() || !fresh || snapshot.get().number() + KEPT / 2 < newest) {
      snapshot = Optional.of(message("snapshot", newest, state.snapshot()));
      snapshotNanos = System.nanoTime();
    }
    return snapshot.get();
  }

  /** What a page that knows everything up to {@code number} needs next; waits for it. */
  synchronized Optional<Message> after(long number, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (newest <= number && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    if (newest <= number) {
      return Optional.empty();
    }
    long oldest = messages.getFirst().number();
    return Optional.of(
        number + 1 < oldest
            ? snapshot()
            : messages.stream().filter(m -> m.number() == number + 1).findFirst().orElseThrow());
  }

  /** The number of the message that a page heard last, if it can go on from there. */
  synchronized OptionalLong heard(String lastEventId) {
    String before = run + ".";
    if (!lastEventId.startsWith(before)
        || !lastEventId.substring(before.length()).matches("\\d{1,15}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(lastEventId.substring(before.length()));
    return number <= newest ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
