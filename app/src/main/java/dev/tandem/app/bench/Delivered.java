package dev.tandem.app.bench;

/**
 * How versions of one size are delivered.
 *
 * @param parameters in words
 * @param versions that were measured
 * @param writeMillis from the first chunk handed to the producer until the broker has all
 * @param commitMillis of the transaction, from its begin until the producer knows
 * @param commitToAnswerMillis from the begin of the commit to the first answer by the version
 * @param seenMillis of the above, until the consumer has read the manifest
 * @param fetchMillis then until the bytes are there and verified
 * @param buildMillis then until the model is built, has answered to zeros and is the one that
 *     answers
 * @param firstAnswerMillis then until the first answer
 * @param plainCopyMillis from the begin of the commit until a consumer has read the same bytes
 * @param ratio of the medians of commitToAnswerMillis and plainCopyMillis
 * @param versionsOnTopic that the cold start found
 * @param coldStartMillis from nothing to the first answer
 */
public record Delivered(
    String parameters,
    long bytes,
    long versions,
    Latency writeMillis,
    Latency commitMillis,
    Latency commitToAnswerMillis,
    Latency seenMillis,
    Latency fetchMillis,
    Latency buildMillis,
    Latency firstAnswerMillis,
    Latency plainCopyMillis,
    double ratio,
    long versionsOnTopic,
    double coldStartMillis) {

  /** Nearest-rank percentiles. */
  public record Latency(double p50, double p99) {}
}
