package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What was to be seen at evenly spaced instants: of n in a span, the i-th in the middle of its n-th
 * part. A picture lasts until the next one. Only pictures that are seen at an instant are kept, or
 * that are the first of a span.
 */
final class PictureTrack implements Track {
  private final int frames;
  private final boolean coloured;
  private final long patience;
  private final long span;
  private final Deque<Picture> kept = new ArrayDeque<>();
  private long reach;
  private boolean ended;

  /**
   * @param frames a second
   * @param coloured whether frames are red, green and blue, or gray
   * @param patience microseconds that a picture lasts beyond its own end where none follows yet
   */
  PictureTrack(int frames, boolean coloured, long patience) {
    this(frames, coloured, patience, Ffmpeg.SECOND);
  }

  private PictureTrack(int frames, boolean coloured, long patience, long span) {
    this.frames = frames;
    this.coloured = coloured;
    this.patience = patience;
    this.span = span;
  }

  /**
   * Of something that is one clip.
   *
   * @param frames in all
   * @param span microseconds that it lasts
   */
  static PictureTrack whole(int frames, boolean coloured, long span) {
    return new PictureTrack(frames, coloured, 0, span);
  }

  @Override
  public void add(Piece piece) {
    if (piece instanceof Picture picture) {
      add(picture);
    }
  }

  private void add(Picture picture) {
    Picture last = kept.peekLast();
    if (last != null && picture.time() < last.time()) {
      picture.close(); // comes after what followed it
      return;
    }
    if (last != null && !isSeen(last.time(), picture.time()) && !isFirst(last)) {
      kept.removeLast().close();
    }
    kept.add(picture);
    reach = picture.time();
  }

  /** Whether an instant lies between, which are times {@code length / 2 + i * length}. */
  private boolean isSeen(long from, long until) {
    double length = (double) span / frames;
    double instant = length / 2 + Math.ceil((from - length / 2) / length) * length;
    return instant < until;
  }

  /** Whether it is the first kept one that begins in its span. */
  private boolean isFirst(Picture last) {
    long number = Math.floorDiv(last.time(), span);
    return kept.stream()
        .noneMatch(other -> other != last && Math.floorDiv(other.time(), span) == number);
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public long reach() {
    return ended ? Long.MAX_VALUE : reach;
  }

  @Override
  public Optional<Signal> take(long number) throws MediaException {
    long begin = number * span;
    List<Optional<Picture>> seen = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      seen.add(at(begin + (2L * i + 1) * span / (2L * frames)));
    }
    Optional<Picture> first =
        seen.stream().flatMap(Optional::stream).findFirst().or(() -> begunIn(begin, begin + span));
    Optional<Signal> signal =
        first.isEmpty() ? Optional.empty() : Optional.of(signal(filled(seen, first.get())));
    forget(begin + span);
    return signal;
  }

  /** The first picture where none was there yet, the last one where none is any more. */
  private static List<Picture> filled(List<Optional<Picture>> seen, Picture first) {
    List<Picture> filled = new ArrayList<>();
    Picture before = first;
    for (Optional<Picture> picture : seen) {
      before = picture.orElse(before);
      filled.add(before);
    }
    return filled;
  }

  private Signal.Frames signal(List<Picture> seen) throws MediaException {
    Plane first = seen.get(0).planes(coloured).get(0);
    int size = first.height() * first.width();
    int channels = coloured ? Signal.Frames.COLOUR : Signal.Frames.GRAY;
    byte[] pixels = new byte[seen.size() * channels * size];
    int at = 0;
    for (Picture picture : seen) {
      for (Plane plane : picture.planes(coloured)) {
        Plane same = Pixels.resize(plane, first.height(), first.width());
        System.arraycopy(same.pixels(), 0, pixels, at, size);
        at += size;
      }
    }
    return new Signal.Frames(pixels, seen.size(), channels, first.height(), first.width());
  }

  private Optional<Picture> at(long instant) {
    Optional<Picture> shown = Optional.empty();
    boolean followed = false;
    for (Picture picture : kept) {
      if (picture.time() <= instant) {
        shown = Optional.of(picture);
      } else {
        followed = true;
      }
    }
    boolean lasts = followed;
    return shown.filter(picture -> lasts || instant < picture.end() + (ended ? 0 : patience));
  }

  private Optional<Picture> begunIn(long from, long until) {
    return kept.stream()
        .filter(picture -> picture.time() >= from && picture.time() < until)
        .findFirst();
  }

  /** Keeps the picture that is shown at {@code time}, and those after it. */
  private void forget(long time) {
    while (kept.size() > 1 && second(kept).time() <= time) {
      kept.removeFirst().close();
    }
  }

  private static Picture second(Deque<Picture> pictures) {
    return pictures.stream().skip(1).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    kept.forEach(Picture::close);
    kept.clear();
  }
}
