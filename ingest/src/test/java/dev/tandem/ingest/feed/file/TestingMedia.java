package dev.tandem.ingest.feed.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Records small MP4 files: a picture that gets brighter, and a tone of 500 Hz. */
final class TestingMedia {
  static final int SIZE = 64;
  private static final int FRAME_RATE = 10;
  private static final int SAMPLE_RATE = 16_000;

  private TestingMedia() {}

  static Path record(Path file, int tenths) throws IOException {
    return record(file, tenths, true, true);
  }

  /** With its index in front, so that a part of it can be read. */
  static Path recordForStreaming(Path file, int tenths) throws IOException {
    return record(file, tenths, true, true, Optional.of("faststart"));
  }

  /**
   * @param tenths length in tenths of a second
   */
  static Path record(Path file, int tenths, boolean sound, boolean pictures) throws IOException {
    return record(file, tenths, sound, pictures, Optional.empty());
  }

  private static Path record(
      Path file, int tenths, boolean sound, boolean pictures, Optional<String> flags)
      throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    int size = pictures ? SIZE : 0;
    try (FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(file.toFile(), size, size, sound ? 1 : 0)) {
      recorder.setFormat("mp4");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.setFrameRate(FRAME_RATE);
      recorder.setSampleRate(SAMPLE_RATE);
      recorder.setVideoQuality(1);
      flags.ifPresent(value -> recorder.setOption("movflags", value));
      recorder.start();
      for (int i = 0; i < tenths; i++) {
        if (pictures) {
          recorder.record(picture(20 * (i % 10)));
        }
        if (sound) {
          recorder.recordSamples(SAMPLE_RATE, 1, tone(i));
        }
      }
      recorder.stop();
    }
    return file;
  }

  private static Frame picture(int brightness) {
    Frame frame = new Frame(SIZE, SIZE, Frame.DEPTH_UBYTE, 1);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (byte) brightness);
    }
    return frame;
  }

  private static FloatBuffer tone(int tenth) {
    FloatBuffer samples = FloatBuffer.allocate(SAMPLE_RATE / 10);
    for (int i = 0; i < samples.capacity(); i++) {
      int n = tenth * samples.capacity() + i;
      samples.put(i, (float) (0.5 * Math.sin(2 * Math.PI * 500 * n / SAMPLE_RATE)));
    }
    return samples;
  }
}
