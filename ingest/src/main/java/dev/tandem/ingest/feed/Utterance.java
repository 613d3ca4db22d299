package dev.tandem.ingest.feed;

import dev.tandem.ingest.extract.Signal;

/** A spoken word in a clip of one second. */
public final class Utterance {
  /** How far from the middle a word may lie, in seconds. */
  private static final double OFFSET = 0.1;

  private Utterance() {}

  /** The word about in the middle of one second of silence; one that is too long is cut. */
  public static Signal.Pcm place(float[] word, int sampleRate, ClipRandom random) {
    int length = Math.min(word.length, sampleRate);
    double middle = (sampleRate - length) / 2.0;
    long begin = Math.round(middle + sampleRate * random.nextDouble(-OFFSET, OFFSET));
    int from = (int) Math.max(0, Math.min(sampleRate - length, begin));
    float[] samples = new float[sampleRate];
    System.arraycopy(word, 0, samples, from, length);
    return new Signal.Pcm(samples, sampleRate);
  }
}
