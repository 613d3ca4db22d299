package dev.tandem.ingest.feed.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Small recordings in the containers of the data sets: a picture that is the more green the later
 * it is, and a tone.
 */
final class Recordings {
  static final int SIZE = 48;
  static final int RATE = 16_000;

  private static final int FRAME_RATE = 10;
  private static final int STEP = 10;

  private Recordings() {}

  /** A video of CREMA-D, without its sound. */
  static void flash(Path file, int tenths) throws IOException {
    record(file, "flv", avcodec.AV_CODEC_ID_FLV1, tenths, false);
  }

  /** A video of UCF101. */
  static void avi(Path file, int tenths, boolean sound) throws IOException {
    record(file, "avi", avcodec.AV_CODEC_ID_MPEG4, tenths, sound);
  }

  /** A video of AVE. */
  static void mp4(Path file, int tenths) throws IOException {
    record(file, "mp4", avcodec.AV_CODEC_ID_MPEG4, tenths, true);
  }

  private static void record(Path file, String format, int codec, int tenths, boolean sound)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(file.toFile(), SIZE, SIZE, sound ? 1 : 0)) {
      recorder.setFormat(format);
      recorder.setVideoCodec(codec);
      recorder.setAudioCodec(
          format.equals("avi") ? avcodec.AV_CODEC_ID_PCM_S16LE : avcodec.AV_CODEC_ID_AAC);
      recorder.setFrameRate(FRAME_RATE);
      recorder.setSampleRate(RATE);
      recorder.setVideoQuality(1);
      recorder.start();
      for (int i = 0; i < tenths; i++) {
        recorder.record(picture(green(i)));
        if (sound) {
          recorder.recordSamples(RATE, 1, tone(i));
        }
      }
      recorder.stop();
    }
  }

  /** How green the picture of a tenth of a second is. */
  static int green(int tenth) {
    return Math.min(255, STEP * tenth);
  }

  private static Frame picture(int green) {
    Frame frame = new Frame(SIZE, SIZE, Frame.DEPTH_UBYTE, 3);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int i = 0; i < pixels.capacity(); i++) { // what is there is of whoever had the memory
      pixels.put(i, (byte) (i % 3 == 1 ? green : 0));
    }
    return frame;
  }

  private static FloatBuffer tone(int tenth) {
    FloatBuffer samples = FloatBuffer.allocate(RATE / 10);
    for (int i = 0; i < samples.capacity(); i++) {
      int n = tenth * samples.capacity() + i;
      samples.put(i, (float) (0.5 * Math.sin(2 * Math.PI * 500 * n / RATE)));
    }
    return samples;
  }
}
