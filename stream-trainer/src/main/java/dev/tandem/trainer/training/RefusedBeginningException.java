package dev.tandem.trainer.training;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A model cannot begin as its settings say. Ends the job: a restart would meet the same again. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class RefusedBeginningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedBeginningException(String message, Throwable cause) {
    super(message, cause);
  }
}
