package dev.tandem.app.run;

import dev.tandem.schemas.config.ConfigException;
import dev.tandem.trainer.settings.TrainerSettings;
import dev.tandem.trainer.training.InitialWeights;
import dev.tandem.trainer.training.RefusedBeginningException;
import java.io.UncheckedIOException;

/** Whether a model without state can begin with the file that it is told to, before it is tried. */
final class InitFrom {
  private static final String WHAT_TO_DO =
      "%s. Name a file that tandem models export wrote of such a model, or remove learner.init-from";

  private InitFrom() {}

  /**
   * Throws {@link ConfigException} where it cannot.
   *
   * @param here whether this process trains it; a cluster may know file systems and devices that
   *     this process does not
   */
  static void require(TrainerSettings settings, boolean here) {
    try {
      InitialWeights.require(settings);
    } catch (RefusedBeginningException e) {
      throw new ConfigException(WHAT_TO_DO.formatted(e.getMessage()));
    } catch (UncheckedIOException | IllegalStateException e) {
      if (here) {
        throw new ConfigException(
            WHAT_TO_DO.formatted(
                "learner.init-from is %s, which cannot be read: %s"
                    .formatted(settings.initFrom(), reason(e))));
      }
    }
  }

  private static String reason(RuntimeException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }
}
