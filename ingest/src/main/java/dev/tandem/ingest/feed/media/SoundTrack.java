package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Resampler;
import dev.tandem.ingest.extract.Signal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Sound laid end to end, as long as that is where its times say. Where they say more than {@link
 * #TOLERANCE} later there is a hole, which is silent; where earlier, what was there already is left
 * out. Where they drift away it is stretched or shortened a little, before it is that far off.
 */
final class SoundTrack implements Track {
  /** Microseconds that sound may be off without a hole. */
  static final long TOLERANCE = 40_000;

  /** Microseconds of jitter that are let be. */
  private static final long JITTER = 5_000;

  /** So much of a piece is as good as a piece that is missing before it. */
  private static final double WHOLE = 0.9;

  /** Seconds of sound that tell how fast it runs. */
  private static final double MEASURED = 10;

  private static final double MILLION = 1e6;

  private final Findings findings;
  private final long span;
  private final Deque<Laid> laid = new ArrayDeque<>();
  private final Reclock reclock = new Reclock();
  private final Drift drift = new Drift(MEASURED);
  private int rate;
  private long position;
  private long before;
  private long left;
  private double deviation;
  private boolean heard;
  private boolean ended;

  SoundTrack(Findings findings) {
    this(findings, Ffmpeg.SECOND);
  }

  /**
   * @param span microseconds that are taken at once
   */
  SoundTrack(Findings findings, long span) {
    this.findings = findings;
    this.span = span;
  }

  @Override
  public void add(Piece piece) {
    if (piece instanceof Sound sound && sound.samples().length > 0) {
      add(sound);
    }
  }

  private void add(Sound sound) {
    long due = samples(sound.time(), sound.rate());
    boolean first = rate == 0;
    if (!first && rate != sound.rate()) {
      position = Math.round((double) position * sound.rate() / rate);
      left = Math.round((double) left * sound.rate() / rate);
    }
    rate = sound.rate();
    if (sound.isFirst()) {
      cutOff(sound.epoch());
      position = due;
      before = 0;
      restart();
    }
    long off = first ? 0 : due - position;
    boolean missing = off - before >= sound.samples().length * WHOLE && off > samples(JITTER, rate);
    before = off;
    if (first || missing || off > samples(TOLERANCE, rate)) {
      if (!first) {
        findings.countHole();
      }
      position = due;
      before = 0;
      restart();
      lay(sound.samples());
    } else if (off < -samples(TOLERANCE, rate)) {
      findings.countOverlap();
      restart();
      lay(from(sound.samples(), -off));
    } else {
      lay(corrected(sound.samples(), off));
    }
  }

  /** What is left of an epoch behind the begin of the next is dropped. */
  private void cutOff(long micros) {
    List<Laid> all = List.copyOf(laid);
    laid.clear();
    all.stream()
        .filter(piece -> piece.begin() < samples(micros, piece.rate()))
        .map(piece -> piece.until(samples(micros, piece.rate())))
        .forEach(laid::add);
  }

  private void restart() {
    left = 0;
    reclock.restart();
  }

  private static float[] from(float[] samples, long begin) {
    return Arrays.copyOfRange(samples, (int) Math.min(begin, samples.length), samples.length);
  }

  /** As many samples more, or fewer, as bring it nearer to its time. */
  private float[] corrected(float[] samples, long off) {
    float[] placed = reclock.apply(samples, off, rate);
    deviation += (double) (off - left) / rate;
    left = off - (placed.length - samples.length);
    drift.measure((double) samples.length / rate, deviation);
    findings.skewed(off * Ffmpeg.SECOND / rate);
    findings.drifted(drift.ppm());
    return placed;
  }

  private void lay(float[] samples) {
    if (samples.length > 0) {
      laid.add(new Laid(position, samples, rate));
      position += samples.length;
    }
  }

  private static long samples(long micros, int rate) {
    return Math.round((double) micros * rate / Ffmpeg.SECOND);
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public long reach() {
    if (ended) {
      return Long.MAX_VALUE;
    }
    return rate == 0 ? 0 : (long) (position * MILLION / rate);
  }

  /** Silence where nothing was heard but something was before and is after. */
  @Override
  public Optional<Signal> take(long number) {
    while (!laid.isEmpty()
        && laid.getFirst().end() <= samples(number * span, laid.getFirst().rate())) {
      laid.removeFirst();
    }
    if (laid.isEmpty()) {
      return Optional.empty();
    }
    Laid first = laid.getFirst();
    boolean later = first.begin() >= samples((number + 1) * span, first.rate());
    if (later && !heard) {
      return Optional.empty();
    }
    heard = true;
    return Optional.of(taken(number, first.rate()));
  }

  private Signal.Pcm taken(long number, int at) {
    long start = samples(number * span, at);
    float[] samples = new float[Math.toIntExact(samples((number + 1) * span, at) - start)];
    for (Laid piece : laid) {
      Laid same = piece.at(at);
      long begin = same.begin() - start;
      int from = (int) Math.max(0, -begin);
      int to = (int) Math.min(same.samples().length, samples.length - begin);
      if (from < to) {
        System.arraycopy(same.samples(), from, samples, (int) (begin + from), to - from);
      }
    }
    return new Signal.Pcm(samples, at);
  }

  @Override
  public void close() {
    laid.clear();
  }

  /**
   * Sound in its place.
   *
   * @param begin in samples of its own rate
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Laid(long begin, float[] samples, int rate) {
    long end() {
      return begin + samples.length;
    }

    Laid until(long end) {
      return end() <= end
          ? this
          : new Laid(begin, Arrays.copyOf(samples, (int) (end - begin)), rate);
    }

    /** At another rate. */
    Laid at(int other) {
      return other == rate
          ? this
          : new Laid(
              Math.round((double) begin * other / rate),
              new Resampler(rate, other).apply(samples),
              other);
    }
  }
}
