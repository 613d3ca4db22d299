package dev.tandem.app.run;

import dev.tandem.app.settings.AppOptions;
import dev.tandem.app.settings.Settings;
import dev.tandem.trainer.settings.LearnerMemory;
import java.time.Duration;

/** How often a learner goes into a checkpoint: a large one less often, unless somebody chose. */
public final class CheckpointInterval {
  private static final long LARGE_BYTES = 100_000_000;
  private static final Duration OF_LARGE = Duration.ofSeconds(10);

  private CheckpointInterval() {}

  public static Duration of(Settings settings) {
    boolean chosen = settings.app().asMap().containsKey(AppOptions.CHECKPOINT_INTERVAL.key());
    LearnerMemory learner = LearnerMemory.of(settings.trainer());
    return chosen || learner.state() <= LARGE_BYTES
        ? settings.app().get(AppOptions.CHECKPOINT_INTERVAL)
        : OF_LARGE;
  }
}
