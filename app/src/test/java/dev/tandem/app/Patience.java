package dev.tandem.app;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what takes a moment, and is not given up because others are slow. */
public final class Patience {
  /** So long nothing stands still, whatever else the machine does. */
  public static final Duration STANDSTILL = Duration.ofMinutes(4);

  private Patience() {}

  public static void until(Callable<Boolean> done) {
    await().atMost(STANDSTILL).until(done);
  }
}
