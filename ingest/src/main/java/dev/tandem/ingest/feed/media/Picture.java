package dev.tandem.ingest.feed.media;

import java.util.Optional;
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
  private final PictureConverter converter;
  private Optional<Luma> luma = Optional.empty();

  /** Keeps {@code frame} alive, whatever becomes of it. */
  Picture(long time, long end, AVFrame frame, PictureConverter converter) {
    this.time = time;
    this.end = end;
    this.frame = avutil.av_frame_clone(frame);
    this.converter = converter;
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public long end() {
    return end;
  }

  /** Its gray pixels; the same each time. */
  Luma luma() throws MediaException {
    if (luma.isEmpty()) {
      luma = Optional.of(converter.convert(frame));
    }
    return luma.get();
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
  }
}
