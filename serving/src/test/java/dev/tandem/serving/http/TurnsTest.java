package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.serving.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Reply OK = Reply.text(200, "text/plain", "ok");
  private static final int SURPLUS = 3;

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger working = new AtomicInteger();

  @AfterEach
  void close() {
    gate.countDown();
    clients.shutdownNow();
  }

  @Test
  void shouldLetSomeWorkAndSomeWaitAndTurnTheRestAway() {
    Turns turns = new Turns(Duration.ofMinutes(1));
    List<Future<Reply>> replies = submit(turns, Turns.AT_A_TIME + Turns.WAITING + SURPLUS);

    Patience.until(() -> working.get() == Turns.AT_A_TIME);
    Patience.until(() -> replies.stream().filter(Future::isDone).count() == SURPLUS);
    gate.countDown();
    Patience.until(() -> replies.stream().allMatch(Future::isDone));
    assertThat(working).hasValue(Turns.AT_A_TIME + Turns.WAITING);
  }

  @Test
  void shouldTurnAwayWhoWaitsTooLong() throws Exception {
    Turns turns = new Turns(Duration.ZERO);
    assertThat(submit(turns, Turns.AT_A_TIME)).hasSize(Turns.AT_A_TIME);
    Patience.until(() -> working.get() == Turns.AT_A_TIME);

    Reply reply = turns.take(() -> OK);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"error\":\"16 requests are being answered and others wait; try again later, or send to another consumer\"}\n");
  }

  private List<Future<Reply>> submit(Turns turns, int requests) {
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      replies.add(clients.submit(() -> turns.take(this::work)));
    }
    return replies;
  }

  private Reply work() {
    working.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OK;
  }
}
