package dev.tandem.schemas.log;

import org.apache.kafka.common.KafkaException;

/** A topic that is not there, or that cannot be read to its end; says which, and what to do. */
public final class UnreadableTopicException extends KafkaException {
  private static final long serialVersionUID = 1L;

  UnreadableTopicException(String message) {
    super(message);
  }

  UnreadableTopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
