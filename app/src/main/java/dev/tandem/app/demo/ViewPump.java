package dev.tandem.app.demo;

import dev.tandem.app.view.LiveView;
import dev.tandem.app.view.ViewFrame;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Shows a frame several times a second, in a thread of its own. */
final class ViewPump implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;

  private final LiveView view;
  private final Function<Instant, ViewFrame> frames;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private ViewPump(LiveView view, Function<Instant, ViewFrame> frames) {
    this.view = view;
    this.frames = frames;
    this.thread = new Thread(this::run, "tandem-view");
    thread.setDaemon(true);
  }

  static ViewPump start(LiveView view, Function<Instant, ViewFrame> frames) {
    ViewPump pump = new ViewPump(view, frames);
    pump.thread.start();
    return pump;
  }

  private void run() {
    try {
      do {
        view.show(frames.apply(Instant.now()));
      } while (!closing.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing is shown after this. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
