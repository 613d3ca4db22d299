package dev.tandem.ingest.extract;

/** Sound at one rate, whatever rate it was captured at. From any thread. */
final class SampleSource {
  private final int rate;
  private volatile Resampler resampler;

  /**
   * @param rate in Hz
   */
  SampleSource(int rate) {
    this.rate = rate;
    this.resampler = new Resampler(rate, rate);
  }

  /**
   * Its samples; the signal's own array where the rates are equal.
   *
   * @param extractor asks, for the message of {@link IllegalArgumentException} where it is no sound
   */
  float[] of(Signal signal, String extractor) {
    if (signal instanceof Signal.Pcm pcm) {
      Resampler now = resampler;
      if (now.from() != pcm.sampleRate()) {
        now = new Resampler(pcm.sampleRate(), rate);
        resampler = now;
      }
      return now.apply(pcm.samples());
    }
    throw new IllegalArgumentException(
        "%s expects Pcm but got %s".formatted(extractor, signal.getClass().getSimpleName()));
  }
}
