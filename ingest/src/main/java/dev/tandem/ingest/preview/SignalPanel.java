package dev.tandem.ingest.preview;

import dev.tandem.ingest.extract.Signal;
import java.util.Locale;

/**
 * A signal as it was captured: sound as a waveform, frames side by side, numbers as bars; of
 * features that were given, nothing.
 */
final class SignalPanel {
  private static final int INK = 0x1f4e79;
  private static final int AXIS = 0xcccccc;
  private static final double FULL_SCALE = 255;

  private SignalPanel() {}

  static void draw(Signal signal, Canvas canvas) {
    if (signal instanceof Signal.Pcm sound) {
      wave(sound.samples(), 1, canvas);
    } else if (signal instanceof Signal.Vector vector) {
      wave(vector.values(), peak(vector.values()), canvas);
    } else if (signal instanceof Signal.Frames frames) {
      tiles(frames, canvas);
    }
  }

  /** What it is, in a line: size, and how loud or how bright. */
  static String text(Signal signal) {
    if (signal instanceof Signal.Pcm sound) {
      return String.format(
          Locale.ROOT,
          "%d samples at %d Hz, peak %.3f, level %s",
          sound.samples().length,
          sound.sampleRate(),
          peak(sound.samples()),
          decibels(sound.samples()));
    }
    if (signal instanceof Signal.Frames frames) {
      return String.format(
          Locale.ROOT,
          "%d frames of %dx%d, mean brightness %.2f of 1",
          frames.count(),
          frames.width(),
          frames.height(),
          brightness(frames));
    }
    if (signal instanceof Signal.Given given) {
      return "%d bytes of features, as they were given".formatted(given.elements().length);
    }
    Signal.Vector vector = (Signal.Vector) signal;
    return String.format(
        Locale.ROOT, "%d numbers, peak %.3f", vector.values().length, peak(vector.values()));
  }

  /** Each column from the least to the greatest of its samples, so that no peak is passed over. */
  private static void wave(float[] values, float scale, Canvas canvas) {
    int middle = row(0, canvas.height());
    for (int x = 0; x < canvas.width(); x++) {
      int begin = (int) ((long) x * values.length / canvas.width());
      int end = Math.max(begin + 1, (int) ((long) (x + 1) * values.length / canvas.width()));
      float least = 0;
      float greatest = 0;
      for (int i = begin; i < Math.min(end, values.length); i++) {
        least = i == begin ? values[i] : Math.min(least, values[i]);
        greatest = i == begin ? values[i] : Math.max(greatest, values[i]);
      }
      canvas.set(x, middle, AXIS);
      for (int y = row(greatest / scale, canvas.height());
          y <= row(least / scale, canvas.height());
          y++) {
        canvas.set(x, y, INK);
      }
    }
  }

  private static int row(float value, int height) {
    float clipped = Math.max(-1, Math.min(1, value));
    return Math.round((1 - clipped) / 2 * (height - 1));
  }

  private static void tiles(Signal.Frames frames, Canvas canvas) {
    canvas.tiles(
        frames.count(),
        frames.width(),
        frames.height(),
        (tile, x, y) -> colour(frames, tile, x, y));
  }

  /** Of a pixel, 0xRRGGBB. */
  private static int colour(Signal.Frames frames, int frame, int x, int y) {
    int size = frames.width() * frames.height();
    int colour = 0;
    for (int channel = 0; channel < Signal.Frames.COLOUR; channel++) {
      int plane = frame * frames.channels() + Math.min(channel, frames.channels() - 1);
      int value = frames.pixels()[plane * size + y * frames.width() + x] & 0xFF;
      colour = colour << Byte.SIZE | value;
    }
    return colour;
  }

  private static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak == 0 ? 1e-9f : peak;
  }

  private static String decibels(float[] samples) {
    double squares = 0;
    for (float sample : samples) {
      squares += (double) sample * sample;
    }
    return squares == 0
        ? "silent"
        : String.format(Locale.ROOT, "%.1f dBFS", 10 * Math.log10(squares / samples.length));
  }

  private static double brightness(Signal.Frames frames) {
    long sum = 0;
    for (byte pixel : frames.pixels()) {
      sum += pixel & 0xFF;
    }
    return sum / FULL_SCALE / Math.max(1, frames.pixels().length);
  }
}
