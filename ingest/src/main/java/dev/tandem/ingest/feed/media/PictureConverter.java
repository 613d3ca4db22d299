package dev.tandem.ingest.feed.media;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decoded pictures of any format to upright ones of the same size, gray or coloured. Each picture
 * is taken as it says itself: format, size, range, interlacing, alpha and rotation may change from
 * one to the next.
 */
final class PictureConverter implements AutoCloseable {
  private static final int FLAGS =
      swscale.SWS_BILINEAR | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT;
  private static final int UNITY = 1 << 16;
  private static final int ALIGNMENT = 64;
  private static final int MAX_PLANES = 4;

  /** Where FFmpeg's planes of green, blue and red have red, green and blue. */
  private static final List<Integer> RED_GREEN_BLUE = List.of(2, 0, 1);

  /** The plane of alpha, behind those of the colours. */
  private static final int ALPHA = 3;

  private static final long QUARTER = 90;

  private SwsContext scaler = new SwsContext(null); // none yet
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(MAX_PLANES);
  private final IntPointer strides = new IntPointer(0, 0, 0, 0);
  private BytePointer target = new BytePointer();
  private long capacity;

  /** Quarter turns, clockwise, that the container asks for all pictures of {@code stream}. */
  static int turns(AVCodecParameters stream) {
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            stream.coded_side_data(),
            stream.nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    return matrix == null ? 0 : turns(matrix.data());
  }

  /**
   * Its gray pixels.
   *
   * @param containerTurns quarter turns, unless the picture says so itself
   */
  Plane gray(AVFrame frame, int containerTurns) throws MediaException {
    boolean alpha = hasAlpha(frame.format());
    int stride = stride(frame, alpha ? 2 : 1);
    scale(frame, alpha ? avutil.AV_PIX_FMT_YA8 : avutil.AV_PIX_FMT_GRAY8, stride, 1);
    byte[] pixels = new byte[frame.height() * frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      target.position((long) y * stride);
      if (alpha) {
        flatten(pixels, y * frame.width(), frame.width());
      } else {
        target.get(pixels, y * frame.width(), frame.width());
      }
    }
    target.position(0);
    return upright(pixels, frame, containerTurns);
  }

  /**
   * Its red, green and blue pixels.
   *
   * @param containerTurns quarter turns, unless the picture says so itself
   */
  List<Plane> colours(AVFrame frame, int containerTurns) throws MediaException {
    boolean alpha = hasAlpha(frame.format());
    int stride = stride(frame, 1);
    scale(
        frame,
        alpha ? avutil.AV_PIX_FMT_GBRAP : avutil.AV_PIX_FMT_GBRP,
        stride,
        alpha ? MAX_PLANES : ALPHA);
    byte[] opacity = alpha ? plane(frame, ALPHA, stride) : new byte[0];
    List<Plane> colours = new ArrayList<>();
    for (int plane : RED_GREEN_BLUE) {
      byte[] pixels = plane(frame, plane, stride);
      for (int i = 0; i < opacity.length; i++) {
        pixels[i] = onBlack(pixels[i], opacity[i]);
      }
      colours.add(upright(pixels, frame, containerTurns));
    }
    return colours;
  }

  private byte[] plane(AVFrame frame, int number, int stride) {
    byte[] pixels = new byte[frame.height() * frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      target.position((long) (number * frame.height() + y) * stride);
      target.get(pixels, y * frame.width(), frame.width());
    }
    target.position(0);
    return pixels;
  }

  private static int stride(AVFrame frame, int channels) {
    return (frame.width() * channels + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
  }

  private static Plane upright(byte[] pixels, AVFrame frame, int containerTurns) {
    Plane plane = new Plane(pixels, frame.height(), frame.width());
    if ((frame.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0) {
      Pixels.keepField(plane, (frame.flags() & AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST) != 0);
    }
    return Pixels.turn(plane, turns(frame, containerTurns));
  }

  private void scale(AVFrame frame, int format, int stride, int count) throws MediaException {
    int width = frame.width();
    int height = frame.height();
    scaler =
        swscale.sws_getCachedContext(
            scaler,
            width,
            height,
            frame.format(),
            width,
            height,
            format,
            FLAGS,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null) {
      scaler = new SwsContext(null);
      throw new MediaException(
          "its pictures of %dx%d have a format that FFmpeg cannot convert"
              .formatted(width, height));
    }
    IntPointer weights = swscale.sws_getCoefficients(swscale.SWS_CS_DEFAULT);
    int full = frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
    swscale.sws_setColorspaceDetails(scaler, weights, full, weights, 1, 0, UNITY, UNITY);
    long size = (long) stride * height;
    if (capacity < size * count) {
      capacity = size * count;
      target.close();
      target = new BytePointer(capacity + ALIGNMENT);
    }
    for (int i = 0; i < count; i++) {
      planes.put(i, target.getPointer(size * i));
      strides.put(i, stride);
    }
    Ffmpeg.check(
        swscale.sws_scale(scaler, frame.data(), frame.linesize(), 0, height, planes, strides));
  }

  /** A row of gray and alpha, onto black. */
  private void flatten(byte[] pixels, int at, int width) {
    byte[] row = new byte[2 * width];
    target.get(row);
    for (int x = 0; x < width; x++) {
      pixels[at + x] = onBlack(row[2 * x], row[2 * x + 1]);
    }
  }

  private static byte onBlack(byte gray, byte alpha) {
    return (byte) ((gray & 0xFF) * (alpha & 0xFF) / 0xFF);
  }

  private static boolean hasAlpha(int format) {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format);
    return descriptor != null && (descriptor.flags() & avutil.AV_PIX_FMT_FLAG_ALPHA) != 0;
  }

  /** A picture's own word wins over its container's. */
  private static int turns(AVFrame frame, int containerTurns) {
    AVFrameSideData matrix =
        avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    return matrix == null ? containerTurns : turns(matrix.data());
  }

  /** Quarter turns, clockwise, that make it upright. */
  private static int turns(BytePointer matrix) {
    double angle = avutil.av_display_rotation_get(new IntPointer(matrix)); // counter-clockwise
    return Double.isNaN(angle) ? 0 : (int) Math.floorMod(Math.round(-angle / QUARTER), 4L);
  }

  @Override
  public void close() {
    swscale.sws_freeContext(scaler);
    target.close();
    planes.close();
    strides.close();
  }
}
