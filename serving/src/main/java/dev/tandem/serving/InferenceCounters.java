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
 */
public record InferenceCounters(
    long predictions, long deadLetters, long batches, long swaps, long aborted) {
  static final InferenceCounters ZERO = new InferenceCounters(0, 0, 0, 0, 0);

  InferenceCounters committed(int answered, int buried, boolean swapped) {
    return new InferenceCounters(
        predictions + answered,
        deadLetters + buried,
        batches + 1,
        swaps + (swapped ? 1 : 0),
        aborted);
  }

  InferenceCounters plus(InferenceCounters other) {
    return new InferenceCounters(
        predictions + other.predictions,
        deadLetters + other.deadLetters,
        batches + other.batches,
        swaps + other.swaps,
        aborted + other.aborted);
  }

  InferenceCounters withAborted() {
    return new InferenceCounters(predictions, deadLetters, batches, swaps, aborted + 1);
  }
}
