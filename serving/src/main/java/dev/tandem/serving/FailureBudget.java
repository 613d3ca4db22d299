package dev.tandem.serving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Decides whether trying again can help: always after what Kafka calls retriable, never after a
 * refused access, and a few times a minute after anything else.
 */
final class FailureBudget {
  private static final int LIMIT = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private final Deque<Instant> failures = new ArrayDeque<>();

  FailureBudget(Clock clock) {
    this.clock = clock;
  }

  /** Returns if the work may be tried again, else throws, with the failure as cause. */
  void spend(RuntimeException failure) {
    if (failure instanceof RetriableException) {
      return;
    }
    if (failure instanceof AuthorizationException || failure instanceof AuthenticationException) {
      throw new IllegalStateException("Kafka refuses access: " + failure.getMessage(), failure);
    }
    Instant now = clock.instant();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(WINDOW))) {
      failures.removeFirst();
    }
    if (failures.size() > LIMIT) {
      throw new IllegalStateException(message(failure), failure);
    }
  }

  private static String message(RuntimeException failure) {
    String what =
        "answering failed %d times within %s, at last by %s".formatted(LIMIT + 1, WINDOW, failure);
    return failure instanceof ProducerFencedException
        ? what + ". Another consumer has the same serving.instance; give each its own."
        : what;
  }
}
