package dev.tandem.app.view;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says what a command does while it does it: on a terminal in one line that is rewritten, elsewhere
 * in a line every few seconds; so rarely where nothing has changed for long that a log stays short.
 */
public final class Narrator implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(3);

  /** Having said the same for so long, it says it only so often. */
  static final Duration CALM = Duration.ofMinutes(10);

  static final Duration RARELY = Duration.ofMinutes(1);

  /** What lasts is told so rarely after that. */
  static final Duration SETTLED = Duration.ofMinutes(1);

  private static final long PERIOD_MILLIS = 1_000;
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long begin;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Supplier<String> doing = () -> "";
  private String last = "";
  private String shown = "";
  private long shownAt;
  private long changedAt;
  private long doingSince;
  private boolean lasting;
  private boolean drawn;

  /** Says something only when it is asked to, by {@link #tick}. */
  Narrator(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  /**
   * One that goes on by itself until it is closed; the launcher says whether {@code out} is a
   * terminal.
   */
  public static Narrator on(PrintWriter out) {
    Narrator narrator = new Narrator(out, Boolean.getBoolean("tandem.terminal"), System::nanoTime);
    Thread thread = new Thread(narrator::run, "tandem-narrator");
    thread.setDaemon(true);
    thread.start();
    return narrator;
  }

  private void run() {
    try {
      while (!closing.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A line that stays. */
  public synchronized void say(String format, Object... values) {
    clear();
    out.println(values.length == 0 ? format : String.format(format, values));
    out.flush();
  }

  /** What the command does from now on, or waits for; said at once. */
  public void doing(String what) {
    doing(() -> what);
  }

  /**
   * The same, of something that changes.
   *
   * @param what is asked again and again, by a thread of its own
   */
  public void doing(Supplier<String> what) {
    begin(what, false);
  }

  /**
   * The same, of something that may change for hours: where it is no terminal, soon said rarely.
   */
  public void doingForLong(Supplier<String> what) {
    begin(what, true);
  }

  private void begin(Supplier<String> what, boolean forLong) {
    synchronized (this) {
      doing = what;
      shown = "";
      lasting = forLong;
      doingSince = nanoTime.getAsLong();
    }
    tick();
  }

  /** Whether its line is rewritten. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Says what is being done, where that has changed or enough time has passed. */
  void tick() {
    Supplier<String> asked;
    synchronized (this) {
      asked = doing;
    }
    String now = text(asked);
    synchronized (this) {
      if (asked == doing && !now.isEmpty() && closing.getCount() > 0) {
        show(now);
      }
    }
  }

  private static String text(Supplier<String> asked) {
    try {
      return asked.get();
    } catch (RuntimeException notToBeTold) {
      return "";
    }
  }

  private void show(String now) {
    long time = nanoTime.getAsLong();
    boolean first = shown.isEmpty();
    if (!now.equals(last)) {
      last = now;
      changedAt = time;
    }
    if (!terminal && !first && time - shownAt < pause(time).toNanos()) {
      return;
    }
    shown = now;
    shownAt = time;
    String line = clock(time) + "  " + now;
    if (terminal) {
      out.print(CLEAR + line);
      drawn = true;
    } else {
      out.println(line);
    }
    out.flush();
  }

  private Duration pause(long time) {
    boolean settled = lasting && time - doingSince > SETTLED.toNanos();
    return settled || time - changedAt > CALM.toNanos() ? RARELY : EVERY;
  }

  private String clock(long time) {
    long seconds = (time - begin) / 1_000_000_000;
    return "%02d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private void clear() {
    if (drawn) {
      out.print(CLEAR);
      drawn = false;
    }
  }

  /** Nothing is said after this. */
  @Override
  public synchronized void close() {
    closing.countDown();
    clear();
    out.flush();
  }
}
