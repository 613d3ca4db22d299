package dev.tandem.serving;

/**
 * What an inference consumer has done since it was started. Predictions and dead letters are
 * counted once their transaction is committed.
 *
 * @param predictions clips answered
 * @param deadLetters clips that could not be answered
 * @param batches committed transactions
 * @param swaps batches that were answered by another version than the one before
 * @param aborted batches that were given up and read again
 * @param shadowFailed batches that were answered, but that the shadow could not score
 */
public record InferenceCounters(
    long predictions, long deadLetters, long batches, long swaps, long aborted, long shadowFailed) {
  static final InferenceCounters ZERO = new InferenceCounters(0, 0, 0, 0, 0, 0);

  InferenceCounters committed(int answered, int buried, boolean swapped) {
    return new InferenceCounters(
        predictions + answered,
        deadLetters + buried,
        batches + 1,
        swaps + (swapped ? 1 : 0),
        aborted,
        shadowFailed);
  }

  InferenceCounters plus(InferenceCounters other) {
    return new InferenceCounters(
        predictions + other.predictions,
        deadLetters + other.deadLetters,
        batches + other.batches,
        swaps + other.swaps,
        aborted + other.aborted,
        shadowFailed + other.shadowFailed);
  }

  InferenceCounters withAborted() {
    return new InferenceCounters(
        predictions, deadLetters, batches, swaps, aborted + 1, shadowFailed);
  }

  InferenceCounters withShadowFailed() {
    return new InferenceCounters(
        predictions, deadLetters, batches, swaps, aborted, shadowFailed + 1);
  }
}
