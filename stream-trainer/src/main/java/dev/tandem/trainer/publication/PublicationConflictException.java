package dev.tandem.trainer.publication;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Another job has published, or publishes, what this one is to publish. Ends the job: a restart
 * would meet the same again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class PublicationConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PublicationConflictException(String message) {
    super(message);
  }
}
