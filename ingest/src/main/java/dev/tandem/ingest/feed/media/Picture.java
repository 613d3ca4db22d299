package dev.tandem.ingest.feed.media;

import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A decoded picture, converted only if somebody looks at it. It lasts until the next one comes; its
 * own end counts where none does. Who has it closes it.
 */
final class Picture implements Piece, AutoCloseable {
  private final long time;
  private final long end;
  private final AVFrame frame;
  private final int turns;
  private final PictureConverter converter;
  private List<Plane> planes = List.of();

  private Picture(long time, long end, AVFrame frame, int turns, PictureConverter converter) {
    this.time = time;
    this.end = end;
    this.frame = frame;
    this.turns = turns;
    this.converter = converter;
  }

  /**
   * Keeps {@code frame} alive, whatever becomes of it.
   *
   * @param turns by a quarter, clockwise, that its container asks for
   * @param converter must outlive it
   */
  static Picture of(long time, long end, AVFrame frame, int turns, PictureConverter converter) {
    return new Picture(time, end, avutil.av_frame_clone(frame), turns, converter);
  }

  /** This one becomes that one, and is not closed any more. */
  @Override
  public Picture shifted(long micros) {
    return new Picture(time + micros, end + micros, frame, turns, converter);
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public long end() {
    return end;
  }

  /**
   * Its pixels, of red, green and blue, or gray ones; the same each time, and so is what is asked.
   */
  List<Plane> planes(boolean coloured) throws MediaException {
    if (planes.isEmpty()) {
      planes = coloured ? converter.colours(frame, turns) : List.of(converter.gray(frame, turns));
    }
    return planes;
  }

  @Override
  public void release() {
    close();
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
  }
}
