package dev.tandem.ingest.feed.media;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's libraries, its words and its times. */
final class Ffmpeg {
  static final long SECOND = 1_000_000;

  /** What to do where this machine has no camera and no microphone. */
  static final String ALTERNATIVES =
      "or take one from the net (rtsp:, rtmp:, udp:, srt:, http:), a file (file:), or none at all (lavfi:testsrc2;sine, studio:)";

  private static final AVRational MICROS = new AVRational().num(1).den((int) SECOND);

  private Ffmpeg() {}

  /** Loads the libraries, which then log nothing; throws where this system lacks what they need. */
  static synchronized void load() throws MediaException {
    try {
      Loader.load(avutil.class);
      Loader.load(avcodec.class);
      Loader.load(avformat.class);
      Loader.load(swresample.class);
      Loader.load(swscale.class);
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    } catch (LinkageError e) {
      throw new MediaException(
          "FFmpeg cannot be loaded on %s %s: %s"
              .formatted(
                  System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
          e);
    }
  }

  /** Loads what cameras and microphones of this machine need; throws where that is not there. */
  static synchronized void loadDevices() throws MediaException {
    load();
    try {
      Loader.load(avdevice.class);
      avdevice.avdevice_register_all();
    } catch (LinkageError e) {
      throw new MediaException(
          "FFmpeg's library for cameras and microphones cannot be loaded here (%s). On Debian, apt install libpulse0; %s"
              .formatted(e.getMessage(), ALTERNATIVES),
          e);
    }
  }

  /** FFmpeg's words for an error number. */
  static String words(int error) {
    byte[] words = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
    return avutil.av_strerror(error, words, words.length) < 0
        ? "error " + error
        : new String(words, StandardCharsets.UTF_8).trim();
  }

  /** {@code result}, unless it is an error. */
  static int check(int result) throws MediaException {
    if (result < 0) {
      throw new MediaException("FFmpeg cannot read it: " + words(result));
    }
    return result;
  }

  /** Whether a time is none. */
  static boolean isMissing(long time) {
    return time == avutil.AV_NOPTS_VALUE;
  }

  static long micros(long time, AVRational unit) {
    return avutil.av_rescale_q(time, unit, MICROS);
  }

  static boolean isAgain(int result) {
    return result == org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN();
  }
}
