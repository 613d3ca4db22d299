package dev.tandem.trainer.training;

import dev.tandem.learner.Fingerprint;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.settings.TrainerSettings;

/**
 * Holds "same log, same model" where state moves to another engine, instruction set or thread
 * count.
 */
final class NumericPlatform {
  private NumericPlatform() {}

  /**
   * Where publication goes on from {@code state}: as it was on the platform that wrote it, with the
   * next generation on another one. Throws {@link IllegalStateException} where the settings do not
   * consent to that.
   */
  static PublicationState resume(TrainerSettings settings, TrainerState state) {
    String saved = state.learner().identity().fingerprint();
    String here = Fingerprint.of(settings.learner().compute().device());
    if (saved.equals(here)) {
      return state.publication();
    }
    if (!settings.otherPlatforms()) {
      throw new IllegalStateException(
          ("the state of model %s comes from [%s]; this is [%s], where the same log gives other bytes. Restore it"
                  + " there, or go on here as the next generation with trainer.other-platform=next-generation.")
              .formatted(settings.model(), saved, here));
    }
    return PublicationState.initial(state.publication().generation() + 1);
  }
}
