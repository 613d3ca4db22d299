package dev.tandem.tests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** A media file of noise. */
public final class NoiseFile {
  private static final int SIZE = 64;
  private static final int FRAME_RATE = 10;
  private static final int SAMPLE_RATE = 16_000;

  private NoiseFile() {}

  /** Makes {@code file}. */
  public static Path record(Path file, int seconds) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    Random random = new Random(1);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), SIZE, SIZE, 1)) {
      recorder.setFormat("mp4");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.setFrameRate(FRAME_RATE);
      recorder.setSampleRate(SAMPLE_RATE);
      recorder.start();
      for (int i = 0; i < seconds * FRAME_RATE; i++) {
        Frame frame = new Frame(SIZE, SIZE, Frame.DEPTH_UBYTE, 1);
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        for (int at = 0; at < pixels.capacity(); at++) {
          pixels.put(at, (byte) random.nextInt(256));
        }
        recorder.record(frame);
        FloatBuffer samples = FloatBuffer.allocate(SAMPLE_RATE / FRAME_RATE);
        while (samples.hasRemaining()) {
          samples.put(random.nextFloat() - 0.5f);
        }
        recorder.recordSamples(SAMPLE_RATE, 1, samples.flip());
      }
      recorder.stop();
    }
    return file;
  }
}
