package dev.tandem.trainer.publication;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * What is to be published cannot be, as where another job publishes the same model. Ends the job: a
 * restart would meet the same again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class PublicationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PublicationException(String message) {
    super(message);
  }
}
