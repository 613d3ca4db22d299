package dev.tandem.ingest.feed.media;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Makes FFmpeg give up a call that waits: when somebody says so, or at a deadline. FFmpeg asks it
 * while it waits for files and the net.
 */
final class Interrupt implements AutoCloseable {
  private static final Map<Long, Interrupt> ALL = new ConcurrentHashMap<>();
  private static final AVIOInterruptCB.Callback_Pointer ASKED =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer key) {
          Interrupt interrupt = ALL.get(key.address());
          return interrupt == null || interrupt.isRaised() ? 1 : 0;
        }
      };

  private final IntPointer key = new IntPointer(1);
  private final BooleanSupplier stopping;
  private volatile long deadline = Long.MAX_VALUE;

  /**
   * @param stopping asked, too; once it is true it stays so
   */
  Interrupt(BooleanSupplier stopping) {
    this.stopping = stopping;
    ALL.put(key.address(), this);
  }

  /** Asked by {@code context} from now on, until closed. */
  void guard(AVFormatContext context) {
    context.interrupt_callback().callback(ASKED);
    context.interrupt_callback().opaque(key);
  }

  boolean isStopped() {
    return stopping.getAsBoolean();
  }

  /** Calls that last longer than that from now on are given up. */
  void allow(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
  }

  /** Whether the deadline was missed. */
  boolean isOverdue() {
    return deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
  }

  private boolean isRaised() {
    return isStopped() || isOverdue();
  }

  /** After what it guards was closed. */
  @Override
  public void close() {
    ALL.remove(key.address());
    key.close();
  }
}
