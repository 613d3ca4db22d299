package dev.tandem.stream.door;

import dev.tandem.schemas.TopicIdentity.Gone;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A topic of a job is gone: no restart brings it back, so that the job ends. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class DeletedTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeletedTopicException(Gone gone, boolean read) {
    super(
        (read
                ? "topic %s %s while this job read it. The positions of its state are void: create the topic with tandem topics create, and start the job without that state (another --state and trainer.generation)"
                : "topic %s %s while this job wrote to it. What was in it is lost: create it with tandem topics create where it is missing, and start the job again, which goes on from its state")
            .formatted(gone.topic(), gone.what()));
  }
}
