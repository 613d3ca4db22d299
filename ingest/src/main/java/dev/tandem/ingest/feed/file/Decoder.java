package dev.tandem.ingest.feed.file;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/** FFmpeg through JavaCV: mono sound and gray pictures with their times. Logs nothing itself. */
final class Decoder implements AutoCloseable {
  private static final Pattern ERROR = Pattern.compile("error (-\\d{1,10})\\b");

  private final FFmpegFrameGrabber grabber;

  private Decoder(FFmpegFrameGrabber grabber) {
    this.grabber = grabber;
  }

  static Decoder open(Path file) throws MediaException {
    quieten();
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    Decoder decoder = new Decoder(grabber);
    grabber.setImageMode(FrameGrabber.ImageMode.GRAY);
    grabber.setSampleMode(FrameGrabber.SampleMode.FLOAT);
    grabber.setAudioChannels(1);
    try {
      grabber.start();
      return decoder;
    } catch (FrameGrabber.Exception | RuntimeException e) {
      decoder.close();
      throw unreadable(e);
    }
  }

  boolean hasSound() {
    return grabber.hasAudio();
  }

  boolean hasPictures() {
    return grabber.hasVideo();
  }

  /** Microseconds that a picture is shown; 0 where the file does not say. */
  long pictureLength() {
    double rate = grabber.getVideoFrameRate();
    return rate > 0 ? Math.round(Segment.MICROS / rate) : 0;
  }

  /** Microseconds that the whole file lasts, as it says itself; 0 where it does not. */
  long length() {
    return Math.max(0, grabber.getLengthInTime());
  }

  /** The next piece of sound or picture; empty at the end. */
  Optional<Piece> next() throws MediaException {
    try {
      Frame frame = grabber.grab();
      while (frame != null && frame.samples == null && frame.image == null) {
        frame = grabber.grab();
      }
      return Optional.ofNullable(frame).map(Decoder::piece);
    } catch (FrameGrabber.Exception | RuntimeException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() throws MediaException {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw unreadable(e);
    }
  }

  private static void quieten() throws MediaException {
    try {
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    } catch (LinkageError e) {
      throw new MediaException(
          "FFmpeg cannot be loaded on %s %s: %s"
              .formatted(
                  System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
          e);
    }
  }

  private static MediaException unreadable(Exception e) {
    return new MediaException(
        "FFmpeg cannot read it: " + reason(String.valueOf(e.getMessage())), e);
  }

  /** FFmpeg's words for the error number in JavaCV's message, which speaks to programmers. */
  private static String reason(String message) {
    Matcher number = ERROR.matcher(message);
    byte[] words = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
    if (!number.find()
        || avutil.av_strerror(Integer.parseInt(number.group(1)), words, words.length) < 0) {
      return message;
    }
    return new String(words, StandardCharsets.UTF_8).trim();
  }

  private static Piece piece(Frame frame) {
    return frame.samples == null ? picture(frame) : sound(frame);
  }

  private static Sound sound(Frame frame) {
    FloatBuffer buffer = (FloatBuffer) frame.samples[0];
    float[] samples = new float[buffer.remaining()];
    buffer.duplicate().get(samples);
    return new Sound(frame.timestamp, samples, frame.sampleRate);
  }

  private static Picture picture(Frame frame) {
    ByteBuffer buffer = (ByteBuffer) frame.image[0];
    return new Picture(
        frame.timestamp, buffer, frame.imageStride, frame.imageHeight, frame.imageWidth);
  }

  /** Something at a time, in microseconds. */
  sealed interface Piece {
    long time();
  }

  @SuppressWarnings("ArrayRecordComponent") // passes through once
  record Sound(long time, float[] samples, int rate) implements Piece {}

  /** A picture whose buffer is only good until the next piece is asked for. */
  record Picture(long time, ByteBuffer buffer, int stride, int height, int width) implements Piece {

    /** A copy, row by row. */
    byte[] luma() {
      byte[] luma = new byte[height * width];
      for (int y = 0; y < height; y++) {
        buffer.get(y * stride, luma, y * width, width);
      }
      return luma;
    }
  }
}
