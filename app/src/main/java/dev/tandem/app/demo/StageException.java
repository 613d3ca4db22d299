package dev.tandem.app.demo;

import dev.tandem.schemas.config.Durations;
import java.time.Duration;

/** A stage of the demo hung or failed; the message names it. */
public final class StageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StageException(String message) {
    super(message);
  }

  static StageException hung(Stage stage, Duration deadline, String seen) {
    return new StageException(
        "%s stood still for %s (%s); see the log, or give it longer with --deadline"
            .formatted(stage.doing(), Durations.format(deadline), seen));
  }
}
