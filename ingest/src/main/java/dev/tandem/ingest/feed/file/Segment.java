package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.Signal;
import dev.tandem.ingest.feed.AudioVideo;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** One second of a media file while it is being read. Times are microseconds from its begin. */
final class Segment {
  static final long MICROS = 1_000_000;

  private final long number;
  private final byte[][] slots;
  private float[] samples = {};
  private int heard;
  private int sampleRate = 1;
  private int seen;
  private int height;
  private int width;
  private long until;

  /**
   * @param number of the second, from 0
   * @param frames to keep, evenly spread
   */
  Segment(long number, int frames) {
    this.number = number;
    slots = new byte[frames][];
  }

  /** From the begin of the file. */
  Duration begin() {
    return Duration.ofSeconds(number);
  }

  /** True if the picture at {@code time} should be added: it is the first for some slot. */
  boolean wants(long time) {
    return seen < slots.length && time >= due(seen);
  }

  /** The gray picture at {@code time}; fills every slot that is due. */
  void add(byte[] picture, int height, int width, long time) {
    this.height = height;
    this.width = width;
    while (seen < slots.length && time >= due(seen)) {
      slots[seen++] = picture;
    }
  }

  /** Says that the picture went on to {@code time}. */
  void reach(long time) {
    until = Math.max(until, time);
  }

  /** Mono samples, from sample {@code at} of the second on. */
  void add(float[] sound, int rate, int at) {
    if (samples.length != rate) {
      samples = new float[rate];
      sampleRate = rate;
    }
    int length = Math.min(sound.length, rate - at);
    System.arraycopy(sound, 0, samples, at, length);
    heard = Math.max(heard, at + length);
    reach(heard * MICROS / rate);
  }

  boolean isEmpty() {
    return heard == 0 && seen == 0;
  }

  /** How much of the second there is. */
  long length() {
    return until;
  }

  /** What was heard and seen; slots after the last picture show that picture again. */
  SortedMap<String, Signal> signals() {
    SortedMap<String, Signal> signals = new TreeMap<>();
    if (heard > 0) {
      signals.put(AudioVideo.AUDIO, new Signal.Pcm(samples, sampleRate));
    }
    if (seen > 0) {
      signals.put(AudioVideo.VIDEO, frames());
    }
    return signals;
  }

  private Signal.Frames frames() {
    Arrays.fill(slots, seen, slots.length, slots[seen - 1]);
    byte[] luma = new byte[slots.length * height * width];
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(slots[i], 0, luma, i * height * width, height * width);
    }
    return new Signal.Frames(luma, slots.length, height, width);
  }

  /** Slot i shows the middle of its share of the second; the first takes what comes first. */
  private long due(int slot) {
    return slot == 0 ? 0 : (2L * slot + 1) * MICROS / (2L * slots.length);
  }
}
