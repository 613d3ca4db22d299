package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.feed.media.LiveConnection.Connector;
import dev.tandem.ingest.feed.media.LiveConnection.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one live source connected, in a thread of its own: what breaks, ends or says nothing is
 * closed and opened again, after a pause that doubles. A thread that hangs in a native call and
 * does not answer is left alone, and another one takes its place.
 */
final class LiveSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSource.class);

  private static final double THOUSAND = 1e3;

  /** How long pieces of a new connection are looked at before they are placed in time. */
  private static final long LOOK = Ffmpeg.SECOND / 2;

  /** As many pieces are enough to look at. */
  private static final int ENOUGH = 2_000;

  private final String name;
  private final Connector connector;
  private final Set<String> modalities;
  private final Findings findings;
  private final LiveAssembler assembler;
  private final LongSupplier wallMicros;
  private final Duration hang;
  private final AtomicInteger generation = new AtomicInteger();
  private final AtomicLong reconnects = new AtomicLong();
  private final AtomicLong hangs = new AtomicLong();
  private final AtomicLong stalls = new AtomicLong();
  private final LiveClock clock = new LiveClock();
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  private volatile long lastSign;
  private volatile boolean closed;
  private volatile boolean ended;
  private volatile boolean connected;
  private Thread thread;

  /**
   * @param modalities that are taken from it
   * @param findings about them
   * @param hang after which a thread that gives no sign is left alone
   */
  LiveSource(
      String name,
      Connector connector,
      Set<String> modalities,
      Findings findings,
      LiveAssembler assembler,
      LongSupplier wallMicros,
      Duration hang) {
    this.name = name;
    this.connector = connector;
    this.modalities = Set.copyOf(modalities);
    this.findings = findings;
    this.assembler = assembler;
    this.wallMicros = wallMicros;
    this.hang = hang;
  }

  /** Begins with a connection that is open. */
  synchronized void start(LiveConnection first) {
    start(Optional.of(first));
  }

  private void start(Optional<LiveConnection> first) {
    int mine = generation.incrementAndGet();
    sign();
    thread = new Thread(() -> run(first, mine), "tandem-source-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** To be called now and then: replaces a thread that hangs. */
  synchronized void supervise() {
    if (!closed && !ended && System.nanoTime() - lastSign > hang.toNanos()) {
      LOG.warn("{} hangs in FFmpeg; another thread takes over", name);
      hangs.incrementAndGet();
      stalls.incrementAndGet();
      away();
      start(Optional.empty());
    }
  }

  /** How long it waits before it is opened again, if it breaks now. */
  Duration pause() {
    return backoff.next();
  }

  /** Whether the source came to its end for good. */
  boolean isEnded() {
    return ended;
  }

  /** Threads that were left alone. */
  long hangs() {
    return hangs.get();
  }

  private void run(Optional<LiveConnection> first, int mine) {
    Optional<LiveConnection> open = first;
    while (isCurrent(mine)) {
      String reason;
      try (LiveConnection connection = open.isPresent() ? open.get() : connector.open()) {
        open = Optional.empty();
        read(connection, mine);
        reason = "it ended";
        if (connection.isFinite()) {
          ended = true;
          return;
        }
      } catch (MediaException e) {
        open = Optional.empty();
        reason = e.getMessage();
        stalls.addAndGet(e instanceof SilenceException ? 1 : 0);
      } catch (RuntimeException e) {
        open = Optional.empty();
        reason = String.valueOf(e);
        LOG.debug("{}", name, e);
      }
      if (!isCurrent(mine)) {
        return;
      }
      away();
      reconnects.incrementAndGet();
      Duration pause = backoff.take();
      LOG.warn("{}: {}; trying again in {} ms", name, reason, pause.toMillis());
      sleep(pause, mine);
    }
  }

  /** Reads until it ends. */
  private void read(LiveConnection connection, int mine) throws MediaException {
    List<Arrived> looked = new ArrayList<>();
    boolean placed = false;
    try {
      Optional<Part> part = connection.next();
      while (part.isPresent() && isCurrent(mine)) {
        sign();
        Arrived now = new Arrived(part.get(), wallMicros.getAsLong());
        backoff.reset();
        if (placed && clock.isJump(now.time(), now.arrival())) {
          placed = false;
          LOG.warn("{}: its times jump; they begin anew", name);
          away();
        }
        if (placed) {
          connection.wallClockStart().ifPresent(clock::hear);
          give(now);
        } else {
          looked.add(now);
          placed = place(looked, connection);
        }
        part = connection.next();
      }
      part.map(Part::piece).ifPresent(Piece::release);
    } finally {
      looked.forEach(arrived -> arrived.part().piece().release());
    }
  }

  /** True, and the pieces are given, where there was enough to look at. */
  private boolean place(List<Arrived> looked, LiveConnection connection) {
    long since = looked.get(looked.size() - 1).arrival() - looked.get(0).arrival();
    if (since < LOOK && looked.size() < ENOUGH) {
      return false;
    }
    long least = looked.stream().mapToLong(a -> a.arrival() - a.time()).min().orElseThrow();
    clock.begin(least, connection.wallClockStart());
    connected = true;
    LOG.info("{}: {}; times by the clock of {}", name, connection.describe(), clock.source());
    looked.forEach(this::give);
    looked.clear();
    return true;
  }

  private void give(Arrived arrived) {
    Part part = arrived.part();
    if (modalities.contains(part.modality())) {
      long offset = clock.offset(arrived.time(), arrived.arrival());
      assembler.add(part.modality(), part.piece().shifted(offset));
    } else {
      part.piece().release();
    }
  }

  private void away() {
    connected = false;
    modalities.forEach(assembler::away);
  }

  private boolean isCurrent(int mine) {
    return !closed && generation.get() == mine;
  }

  private void sign() {
    lastSign = System.nanoTime();
  }

  private void sleep(Duration pause, int mine) {
    long until = System.nanoTime() + pause.toNanos();
    while (isCurrent(mine) && System.nanoTime() < until) {
      sign();
      try {
        Thread.sleep(Math.min(100, pause.toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** How it is doing. */
  SourceReport report() {
    return new SourceReport(
        name,
        connected,
        reconnects.get(),
        stalls.get(),
        hangs.get(),
        clock.epochs(),
        new SourceReport.Timing(
            clock.source(),
            clock.driftPpm(),
            findings.driftPpm(),
            findings.skewNowMicros() / THOUSAND,
            findings.skewMicros() / THOUSAND,
            findings.madeUpTimes()),
        new ItemReport.Faults(
            findings.decodeErrors(), findings.damaged(), findings.holes(), findings.overlaps(), 0));
  }

  /** Returns when its thread is done, or hangs. */
  @Override
  public void close() {
    closed = true;
    Thread last;
    synchronized (this) {
      last = thread;
    }
    try {
      if (last != null) {
        last.join(hang.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Arrived(Part part, long arrival) {
    long time() {
      return part.piece().time();
    }
  }
}
