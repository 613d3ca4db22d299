package dev.tandem.app.run;

import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ModelHealth;

/** Whether a consumer that waits for its first model version does so in vain. */
final class ModelCheck {
  private ModelCheck() {}

  /** Throws if no version answers and none will; where one does, it goes on answering. */
  static void requireHope(LiveModel live) {
    if (live.health() == ModelHealth.FAILED && live.version().isEmpty()) {
      throw new IllegalStateException(
          "no model version was loaded and none will be: %s. Mend that and start again."
              .formatted(live.problem().orElse("no reason is known")));
    }
  }
}
