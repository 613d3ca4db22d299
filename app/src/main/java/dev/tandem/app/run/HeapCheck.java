package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import dev.tandem.trainer.settings.LearnerMemory;

/** Whether the learner fits into the heap of this process, before it has begun to learn. */
public final class HeapCheck {
  /** Of everything else in a process that runs the train job, the demo included. */
  private static final long REST_BYTES = 384L << 20;

  private HeapCheck() {}

  /** Throws {@link UsageException} where {@code available} bytes are too few to train. */
  public static void require(Settings settings, long available) {
    LearnerMemory learner = LearnerMemory.of(settings.trainer());
    require(learner, learner.heap(), available);
  }

  /** The same where versions are served in the same process, too. */
  public static void requireToServeToo(Settings settings, long available) {
    LearnerMemory learner = LearnerMemory.of(settings.trainer());
    require(learner, learner.heap() + learner.received(), available);
  }

  private static void require(LearnerMemory learner, long ofLearner, long available) {
    long wanted = REST_BYTES + ofLearner;
    if (wanted > available) {
      throw new UsageException(
          "the learner has %,d parameters, for which Java needs %d MB of heap; it has %d MB. Start with TANDEM_HEAP=%dm, or choose smaller learner.widths"
              .formatted(learner.parameters(), wanted >> 20, available >> 20, (wanted >> 20) + 64));
    }
  }
}
