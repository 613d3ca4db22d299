package dev.tandem.cluster;

/** Kafka or Flink cannot start or has failed; the message says which and why. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
