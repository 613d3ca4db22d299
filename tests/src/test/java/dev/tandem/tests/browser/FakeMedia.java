package dev.tandem.tests.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Clips one after the other, over and over, as Chromium's fake camera and microphone play them;
 * each a few times before the next, as somebody who shows a thing goes on showing it.
 *
 * @param pictures a file of Y4M
 * @param sound a file of WAV
 */
record FakeMedia(Path pictures, Path sound) {
  private static final int SIZE = 128;
  private static final int FRAME_RATE = 12;
  private static final int SAMPLE_RATE = 48_000;
  private static final int TIMES = 3;

  /** Writes them as {@code name} into {@code directory}. */
  static FakeMedia write(Path directory, String name, List<Path> clips) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    FakeMedia media =
        new FakeMedia(directory.resolve(name + ".y4m"), directory.resolve(name + ".wav"));
    try (FFmpegFrameRecorder pictures =
            new FFmpegFrameRecorder(media.pictures().toFile(), SIZE, SIZE, 0);
        FFmpegFrameRecorder sound = new FFmpegFrameRecorder(media.sound().toFile(), 1)) {
      pictures.setFormat("yuv4mpegpipe");
      pictures.setVideoCodec(avcodec.AV_CODEC_ID_WRAPPED_AVFRAME);
      pictures.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      pictures.setFrameRate(FRAME_RATE);
      pictures.start();
      sound.setFormat("wav");
      sound.setAudioCodec(avcodec.AV_CODEC_ID_PCM_S16LE);
      sound.setSampleRate(SAMPLE_RATE);
      sound.start();
      for (Path clip : clips) {
        for (int i = 0; i < TIMES; i++) {
          copy(clip, pictures, sound);
        }
      }
    }
    return media;
  }

  private static void copy(Path clip, FFmpegFrameRecorder pictures, FFmpegFrameRecorder sound)
      throws IOException {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(clip.toFile())) {
      grabber.setSampleRate(SAMPLE_RATE);
      grabber.setAudioChannels(1);
      grabber.start();
      for (Frame frame = grabber.grabFrame(); frame != null; frame = grabber.grabFrame()) {
        if (frame.image != null) {
          pictures.record(frame);
        } else if (frame.samples != null) {
          sound.recordSamples(SAMPLE_RATE, 1, frame.samples);
        }
      }
    }
  }

  /** What Chromium is to be started with. */
  List<String> flags() {
    return List.of(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-video-capture=" + pictures,
        "--use-file-for-fake-audio-capture=" + sound);
  }
}
