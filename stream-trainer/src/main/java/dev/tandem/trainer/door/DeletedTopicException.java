package dev.tandem.trainer.door;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A topic that a job reads is gone: no restart brings it back, so that the job ends. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class DeletedTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeletedTopicException(String topic, String what) {
    super(
        "topic %s %s while this job read it. The positions of its state are void: create the topic with tandem topics create, and start the job without that state (another --state and trainer.generation)"
            .formatted(topic, what));
  }
}
