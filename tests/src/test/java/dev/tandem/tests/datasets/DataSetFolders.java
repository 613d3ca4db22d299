package dev.tandem.tests.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Small data sets in their official layouts, under the names that docs/datasets.md gives their
 * folders: {@code CREMA-D}, {@code AVE_Dataset} and {@code UCF101}.
 */
final class DataSetFolders {
  private static final int RATE = 16_000;
  private static final int FRAME_RATE = 10;
  private static final int SIZE = 32;

  private DataSetFolders() {}

  /**
   * Makes all three below {@code directory}.
   *
   * @param clips of the train split of each
   */
  static void make(Path directory, int clips) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    cremaD(directory.resolve("CREMA-D"), clips);
    ave(directory.resolve("AVE_Dataset"), clips);
    ucf101(directory.resolve("UCF101"), clips);
  }

  private static void cremaD(Path folder, int clips) throws IOException {
    Files.createDirectories(folder.resolve("AudioWAV"));
    Files.createDirectories(folder.resolve("VideoFlash"));
    List<String> emotions = List.of("ANG", "DIS", "FEA", "HAP", "NEU", "SAD");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= clips; i++) {
      String emotion = emotions.get(i % emotions.size());
      String name = "%d_DFA_%s_XX".formatted(1001 + i, emotion);
      wav(folder.resolve("AudioWAV/" + name + ".wav"), 12 + i % 5);
      record(folder.resolve("VideoFlash/" + name + ".flv"), "flv", 12 + i % 5);
      lines.add(name + "," + emotion);
    }
    Files.write(folder.resolve("train.csv"), lines.subList(0, clips));
    Files.write(folder.resolve("test.csv"), lines.subList(clips, clips + 1));
  }

  private static void ave(Path folder, int clips) throws IOException {
    Files.createDirectories(folder.resolve("AVE"));
    List<String> events = List.of("Church bell", "Male speech, man speaking", "Mandolin");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= clips; i++) {
      String id = "-vid%07d".formatted(i);
      record(folder.resolve("AVE/" + id + ".mp4"), "mp4", 12);
      lines.add("%s&%s&good&0&10".formatted(events.get(i % events.size()), id));
    }
    Files.write(folder.resolve("trainSet.txt"), lines.subList(0, clips));
    Files.write(folder.resolve("valSet.txt"), lines.subList(clips, clips + 1));
    Files.write(folder.resolve("testSet.txt"), lines.subList(clips, clips + 1));
  }

  private static void ucf101(Path folder, int clips) throws IOException {
    Files.createDirectories(folder.resolve("ucfTrainTestlist"));
    List<String> actions = List.of("ApplyEyeMakeup", "Diving", "YoYo");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= clips; i++) {
      String action = actions.get(i % actions.size());
      String name = "%s/v_%s_g%02d_c01.avi".formatted(action, action, i + 1);
      Files.createDirectories(folder.resolve("UCF-101/" + action));
      record(folder.resolve("UCF-101/" + name), "avi", 12);
      lines.add(name);
    }
    Files.write(
        folder.resolve("ucfTrainTestlist/classInd.txt"),
        IntStream.range(0, actions.size()).mapToObj(i -> (i + 1) + " " + actions.get(i)).toList());
    Files.write(
        folder.resolve("ucfTrainTestlist/trainlist01.txt"),
        lines.subList(0, clips).stream().map(name -> name + " 1").toList());
    Files.write(folder.resolve("ucfTrainTestlist/testlist01.txt"), lines.subList(clips, clips + 1));
  }

  private static void wav(Path file, int tenths) throws IOException {
    byte[] noise = new byte[2 * RATE / 10 * tenths];
    new java.util.Random(tenths).nextBytes(noise);
    AudioFormat format = new AudioFormat(RATE, Short.SIZE, 1, true, false);
    try (AudioInputStream sound =
        new AudioInputStream(new ByteArrayInputStream(noise), format, noise.length / 2)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }

  private static void record(Path file, String container, int tenths) throws IOException {
    boolean flash = container.equals("flv");
    try (FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(file.toFile(), SIZE, SIZE, flash ? 0 : 1)) {
      recorder.setFormat(container);
      recorder.setVideoCodec(flash ? avcodec.AV_CODEC_ID_FLV1 : avcodec.AV_CODEC_ID_MPEG4);
      recorder.setAudioCodec(
          container.equals("mp4") ? avcodec.AV_CODEC_ID_AAC : avcodec.AV_CODEC_ID_PCM_S16LE);
      recorder.setFrameRate(FRAME_RATE);
      recorder.setSampleRate(RATE);
      recorder.start();
      for (int i = 0; i < tenths; i++) {
        recorder.record(picture(i));
        if (!flash) {
          recorder.recordSamples(RATE, 1, FloatBuffer.allocate(RATE / 10));
        }
      }
      recorder.stop();
    }
  }

  private static Frame picture(int number) {
    Frame frame = new Frame(SIZE, SIZE, Frame.DEPTH_UBYTE, 3);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (byte) (i + number));
    }
    return frame;
  }
}
