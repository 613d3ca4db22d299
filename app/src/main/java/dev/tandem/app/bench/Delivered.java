package dev.tandem.app.bench;

/**
 * How versions of one size are delivered.
 *
 * @param parameters in words
 * @param versions that were measured
 * @param writeMillis from the first chunk handed to the producer until the broker has all
 * @param commitMillis of the transaction, from its begin until the producer knows
 * @param commitToAnswerMillis from the begin of the commit to the first answer by the version
 * @param plainCopyMillis from the begin of the commit until a consumer has read the same bytes
 * @param ratio of the medians of the two before
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
    Latency plainCopyMillis,
    double ratio,
    long versionsOnTopic,
    double coldStartMillis) {

  /** Nearest-rank percentiles. */
  public record Latency(double p50, double p99) {}
}
