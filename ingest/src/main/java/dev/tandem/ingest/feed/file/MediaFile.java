package dev.tandem.ingest.feed.file;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * A media file as seconds of sound and pictures, read as it goes: a few seconds are held at most.
 * Not thread-safe.
 */
final class MediaFile implements AutoCloseable {
  /** A rest shorter than this is dropped, unless it is all there is. */
  private static final long MIN_REST = Segment.MICROS / 2;

  /** A file may end so much earlier than it says. */
  private static final long MAX_LOSS = 3 * Segment.MICROS / 2;

  /** Once so many seconds are open, the oldest is taken as it is. */
  private static final int MAX_OPEN = 4;

  private final Decoder decoder;
  private final int frames;
  private final Deque<Segment> open = new ArrayDeque<>();
  private long oldest;
  private Optional<Long> begin = Optional.empty();
  private long soundAt = -1;
  private long soundUntil;
  private long picturesUntil;
  private long lastTime;
  private boolean ended;

  private MediaFile(Decoder decoder, int frames) {
    this.decoder = decoder;
    this.frames = frames;
    this.soundUntil = decoder.hasSound() ? 0 : Long.MAX_VALUE;
    this.picturesUntil = decoder.hasPictures() ? 0 : Long.MAX_VALUE;
  }

  /**
   * @param frames to keep of each second
   */
  static MediaFile open(Path file, int frames) throws MediaException {
    return new MediaFile(Decoder.open(file), frames);
  }

  /**
   * The next second; seconds without sound and pictures are left out. Empty at the end; throws if
   * that comes earlier than the file promises.
   */
  Optional<Segment> next() throws MediaException {
    while (true) {
      while (!ended && (open.isEmpty() || !oldestIsDone())) {
        read();
      }
      if (open.isEmpty()) {
        failIfCutShort();
        return Optional.empty();
      }
      Segment segment = open.remove();
      boolean only = oldest++ == 0 && open.isEmpty();
      boolean whole = !ended || !open.isEmpty() || only || segment.length() >= MIN_REST;
      if (whole && !segment.isEmpty()) {
        return Optional.of(segment);
      }
    }
  }

  @Override
  public void close() throws MediaException {
    decoder.close();
  }

  private void failIfCutShort() throws MediaException {
    if (lastTime < decoder.length() - MAX_LOSS) {
      throw new MediaException(
          "it breaks off at %.1f s of %.1f s"
              .formatted(
                  (double) lastTime / Segment.MICROS, (double) decoder.length() / Segment.MICROS));
    }
  }

  private boolean oldestIsDone() {
    long end = (oldest + 1) * Segment.MICROS;
    return open.size() > MAX_OPEN || (soundUntil >= end && picturesUntil >= end);
  }

  private void read() throws MediaException {
    Optional<Decoder.Piece> piece = decoder.next();
    if (piece.isEmpty()) {
      ended = true;
    } else if (piece.get() instanceof Decoder.Sound sound) {
      add(sound);
    } else if (piece.get() instanceof Decoder.Picture picture) {
      add(picture);
    }
  }

  /** Sound is laid end to end from the time of its first piece on. */
  private void add(Decoder.Sound sound) {
    if (soundAt < 0) {
      soundAt = sinceBegin(sound.time()) * sound.rate() / Segment.MICROS;
    }
    float[] left = sound.samples();
    while (left.length > 0) {
      int at = (int) (soundAt % sound.rate());
      int fits = Math.min(left.length, sound.rate() - at);
      float[] part = Arrays.copyOf(left, fits);
      segment(soundAt / sound.rate()).ifPresent(s -> s.add(part, sound.rate(), at));
      left = Arrays.copyOfRange(left, fits, left.length);
      soundAt += fits;
    }
    soundUntil = soundAt * Segment.MICROS / sound.rate();
    lastTime = Math.max(lastTime, soundUntil);
  }

  private void add(Decoder.Picture picture) {
    long time = sinceBegin(picture.time());
    long within = time % Segment.MICROS;
    picturesUntil = Math.max(picturesUntil, time + decoder.pictureLength());
    lastTime = Math.max(lastTime, picturesUntil);
    segment(time / Segment.MICROS)
        .ifPresent(
            segment -> {
              if (segment.wants(within)) {
                segment.add(picture.luma(), picture.height(), picture.width(), within);
              }
              segment.reach(within + decoder.pictureLength());
            });
  }

  private long sinceBegin(long time) {
    if (begin.isEmpty()) {
      begin = Optional.of(time);
    }
    return Math.max(0, time - begin.get());
  }

  /** The open second of that number; empty if it was taken already. */
  private Optional<Segment> segment(long number) {
    while (number >= oldest + open.size() && open.size() <= 2 * MAX_OPEN) {
      open.add(new Segment(oldest + open.size(), frames));
    }
    long position = number - oldest;
    return position < 0 || position >= open.size()
        ? Optional.empty()
        : Optional.of(new ArrayList<>(open).get((int) position));
  }
}
