package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.feed.media.LiveConnection.Connector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One or several live sources as one, second by second: of a modality that several have, the first
 * one's is taken. {@link #next} is for one thread.
 */
public final class LiveMedia implements AutoCloseable {
  /** Beyond what a call may wait, after which its thread is left alone. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration SLICE = Duration.ofMillis(200);

  private final PictureConverter pictures = new PictureConverter();
  private final List<LiveSource> sources = new ArrayList<>();
  private final SortedSet<String> modalities = new TreeSet<>();
  private LiveAssembler assembler;

  private LiveMedia() {}

  /**
   * Connects to every address once, which tells what there is; after that each is kept connected.
   *
   * @param stopping makes everything that waits end soon, once it is true
   */
  public static LiveMedia open(
      List<LiveAddress> addresses, MediaTracks tracks, LiveTiming timing, BooleanSupplier stopping)
      throws MediaException {
    LiveMedia media = new LiveMedia();
    List<Opened> opened = new ArrayList<>();
    try {
      for (LiveAddress address : addresses) {
        Findings findings = new Findings();
        Connector connector = media.connector(address, tracks, timing, stopping, findings);
        opened.add(new Opened(address.name(), connector, connector.open(), findings));
      }
      media.assemble(opened, tracks, timing);
      return media;
    } catch (MediaException e) {
      opened.forEach(source -> source.first().close());
      media.pictures.close();
      throw e;
    }
  }

  private Connector connector(
      LiveAddress address,
      MediaTracks tracks,
      LiveTiming timing,
      BooleanSupplier stopping,
      Findings findings) {
    return address.isGenerated()
        ? () -> GraphConnection.open(address.url(), tracks, stopping, pictures)
        : () ->
            StreamConnection.open(
                address, tracks, timing.stall(), new Interrupt(stopping), findings, pictures);
  }

  private void assemble(List<Opened> opened, MediaTracks tracks, LiveTiming timing)
      throws MediaException {
    List<Set<String>> shares = new ArrayList<>();
    SortedMap<String, Track> cut = new TreeMap<>();
    for (Opened source : opened) {
      Set<String> own = new TreeSet<>(source.first().modalities());
      own.removeAll(modalities);
      if (own.isEmpty()) {
        throw new MediaException(
            "%s has nothing that those before it lack; leave it out".formatted(source.name()));
      }
      own.forEach(m -> cut.put(m, tracks.track(tracks.kinds().get(m), source.findings())));
      modalities.addAll(own);
      shares.add(own);
    }
    LongSupplier wall = wall(Clock.systemUTC());
    assembler = new LiveAssembler(cut, wall, timing.lateness());
    for (int i = 0; i < opened.size(); i++) {
      Opened source = opened.get(i);
      LiveSource kept =
          new LiveSource(
              source.name(),
              source.connector(),
              shares.get(i),
              source.findings(),
              assembler,
              wall,
              timing.stall().plus(GRACE));
      sources.add(kept);
      kept.start(source.first());
    }
  }

  /** Steps of the system's clock do not reach it. */
  private static LongSupplier wall(Clock clock) {
    long begin = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long nanos = System.nanoTime();
    return () -> begin + (System.nanoTime() - nanos) / 1_000;
  }

  /** What there is, of all sources. */
  public SortedSet<String> modalities() {
    return new TreeSet<>(modalities);
  }

  /** The next second; empty where none came for a while: see {@link #isOver}. */
  public Optional<LiveSecond> next() throws MediaException, InterruptedException {
    sources.forEach(LiveSource::supervise);
    if (sources.stream().allMatch(LiveSource::isEnded)) {
      assembler.end();
    }
    return assembler.poll(SLICE);
  }

  /** Whether every source came to its end for good. */
  public boolean isOver() {
    return assembler.isOver();
  }

  /** See {@link dev.tandem.ingest.clip.Feed#horizon}. */
  public Optional<Instant> horizon() {
    return assembler.horizon();
  }

  /** How each of the sources is doing. From any thread. */
  public List<SourceReport> sources() {
    return sources.stream().map(LiveSource::report).toList();
  }

  /** After {@code stopping} is true. */
  @Override
  public void close() {
    sources.forEach(LiveSource::close);
    assembler.close();
    pictures.close();
  }

  private record Opened(
      String name, Connector connector, LiveConnection first, Findings findings) {}
}
