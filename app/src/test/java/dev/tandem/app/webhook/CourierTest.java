package dev.tandem.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CourierTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Backoff SOON = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4));

  private final TestingTarget target = new TestingTarget();
  private final List<String> messages = new CopyOnWriteArrayList<>();

  /** Answers as it is told to, then delivers. */
  private static final class TestingTarget implements Target {
    private final Queue<Attempt> answers = new ArrayDeque<>();
    private final List<String> tried = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public String name() {
      return "http://hook";
    }

    @Override
    public Attempt send(Notice notice) throws InterruptedException {
      open.await();
      tried.add(notice.id());
      if (notice.id().equals("broken")) {
        throw new IllegalStateException("SECRET");
      }
      Attempt next = answers.poll();
      return next == null ? Attempt.delivered() : next;
    }
  }

  @Test
  void shouldKeepTheOrderThoughOneIsTriedAgain() throws Exception {
    target.answers.add(failed("status 503"));
    target.answers.add(failed("status 503"));
    try (Courier courier = Courier.start(target, SOON, LONG, messages::add)) {
      tell(courier, "a", "b", "c");
    }

    assertThat(target.tried).containsExactly("a", "a", "a", "b", "c");
    assertThat(messages)
        .containsExactly(
            "http://hook: pin a is not delivered yet, and tried again for 1h: status 503",
            "http://hook: pin a is delivered now, with try 3");
  }

  @Test
  void shouldGiveUpWhatIsTooOldAndGoOn() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      target.answers.add(failed("status 500"));
    }
    try (Courier courier = Courier.start(target, SOON, Duration.ofMillis(20), messages::add)) {
      tell(courier, "a", "b");
    }

    assertThat(target.tried).startsWith("a", "a").endsWith("b");
    assertThat(messages.get(1)).matches("http://hook: pin a is given up with try \\d+: status 500");
    assertThat(messages).last().asString().contains("pin b is given up with try 1: status 500");
  }

  @Test
  void shouldPassOverWhatIsRefusedOrBreaks() throws Exception {
    target.answers.add(Attempt.refused("status 400"));
    try (Courier courier = Courier.start(target, SOON, LONG, messages::add)) {
      tell(courier, "a", "broken", "c");
    }

    assertThat(target.tried).containsExactly("a", "broken", "c");
    assertThat(messages)
        .containsExactly(
            "http://hook: pin a is not delivered and not tried again: status 400",
            "http://hook: pin broken is not delivered and not tried again: IllegalStateException");
  }

  @Test
  void shouldWaitAsLongAsTheOtherSideWants() throws Exception {
    target.answers.add(Attempt.failed("status 429", Duration.ofMillis(300)));
    long begin = System.nanoTime();
    try (Courier courier = Courier.start(target, SOON, LONG, messages::add)) {
      tell(courier, "a");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void shouldTakeNoMoreThanItCanHold() throws Exception {
    try (Courier courier = Courier.start(target, SOON, LONG, messages::add)) {
      for (int i = 0; i < Courier.MOST_WAITING; i++) {
        assertThat(courier.offer(notice("n" + i), Duration.ZERO)).isTrue();
      }
      assertThat(courier.offer(notice("more"), Duration.ofMillis(5))).isFalse();
      target.open.countDown();
      assertThat(courier.offer(notice("more"), Patience.STANDSTILL)).isTrue();
      Patience.until(courier::isIdle);
    }

    assertThat(target.tried).hasSize(Courier.MOST_WAITING + 1).endsWith("more");
  }

  @Test
  void shouldSayWhatIsNotDeliveredAtTheEnd() throws Exception {
    try (Courier courier = Courier.start(target, SOON, LONG, messages::add)) {
      courier.offer(notice("a"), Duration.ZERO);
      courier.offer(notice("b"), Duration.ZERO);
    }

    assertThat(messages)
        .containsExactly(
            "http://hook: not delivered are 2, the first of which may have come; --since 1970-01-01T00:00:00Z tells of them again");
  }

  @Test
  void shouldWaitTwiceAsLongEachTime() {
    Backoff backoff = Backoff.standard();

    assertThat(List.of(backoff.after(1), backoff.after(2), backoff.after(6), backoff.after(7)))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 32L, 60L);
    assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
  }

  private void tell(Courier courier, String... ids) throws Exception {
    target.open.countDown();
    for (String id : ids) {
      assertThat(courier.offer(notice(id), Duration.ZERO)).isTrue();
    }
    Patience.until(courier::isIdle);
  }

  private static Attempt failed(String reason) {
    return Attempt.failed(reason, Duration.ZERO);
  }

  private static Notice notice(String id) {
    return new Notice(id, "pin " + id, Instant.EPOCH, "{}", Map.of());
  }
}
