package dev.tandem.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * A recording as cameras make them: pictures of 640×480, 25 a second, H.264, and one channel of
 * sound of 16 kHz, AAC. A texture that moves under a little noise, and a tone in a hiss.
 */
final class SampleMedia {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int FRAME_RATE = 25;
  private static final int SAMPLE_RATE = 16_000;
  private static final int VIDEO_BITS = 1_500_000;
  private static final int AUDIO_BITS = 32_000;
  private static final int SHADES = 256;
  private static final int NOISE = 8;
  private static final double HERTZ = 440;

  private final Random random = new Random(1);
  private final byte[] texture = texture();

  private SampleMedia() {}

  /**
   * Makes {@code file}, an MP4 of {@code seconds}.
   *
   * @throws IOException where FFmpeg cannot write it
   */
  static void record(Path file, long seconds) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    SampleMedia sample = new SampleMedia();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, 1)) {
      recorder.setFormat("mp4");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.setFrameRate(FRAME_RATE);
      recorder.setGopSize(2 * FRAME_RATE);
      recorder.setSampleRate(SAMPLE_RATE);
      recorder.setVideoBitrate(VIDEO_BITS);
      recorder.setAudioBitrate(AUDIO_BITS);
      recorder.start();
      for (long i = 0; i < seconds * FRAME_RATE; i++) {
        recorder.record(sample.picture(i));
        recorder.recordSamples(SAMPLE_RATE, 1, sample.sound(i));
      }
      recorder.stop();
    }
  }

  /** Twice as wide and high as what is seen of it at a time. */
  private static byte[] texture() {
    byte[] texture = new byte[4 * WIDTH * HEIGHT];
    for (int y = 0; y < 2 * HEIGHT; y++) {
      for (int x = 0; x < 2 * WIDTH; x++) {
        double wave = Math.sin(x / 17.0) * Math.cos(y / 23.0) + Math.sin((x + y) / 61.0);
        texture[y * 2 * WIDTH + x] = (byte) (SHADES / 2 + wave * SHADES / 5);
      }
    }
    return texture;
  }

  private Frame picture(long number) {
    Frame frame = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 1);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    int left = (int) (2 * number % WIDTH);
    int top = (int) (number % HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int shade = texture[(top + y) * 2 * WIDTH + left + x] + random.nextInt(NOISE);
        pixels.put(y * frame.imageStride + x, (byte) shade);
      }
    }
    return frame;
  }

  private FloatBuffer sound(long picture) {
    FloatBuffer samples = FloatBuffer.allocate(SAMPLE_RATE / FRAME_RATE);
    for (int i = 0; i < samples.capacity(); i++) {
      double time = (picture * samples.capacity() + i) / (double) SAMPLE_RATE;
      double tone = 0.4 * Math.sin(2 * Math.PI * HERTZ * time);
      samples.put(i, (float) (tone + 0.05 * random.nextGaussian()));
    }
    return samples;
  }
}
