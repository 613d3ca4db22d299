package dev.tandem.ingest.feed.file;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits by the clock of this machine, which that of its files is compared with. */
final class SystemWaiter implements FollowedFiles.Waiter {
  private static final int SLICES = 10;
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);

  private final BooleanSupplier stopping;

  /**
   * @param stopping ends each pause
   */
  SystemWaiter(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pause() {
    for (int i = 0; i < SLICES && !stopping.getAsBoolean(); i++) {
      LockSupport.parkNanos(SLICE);
    }
  }
}
