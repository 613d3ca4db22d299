package dev.tandem.trainer.training;

import dev.tandem.trainer.publication.PublicationState.Retained;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps consumers from following a version whose accuracy has fallen.
 *
 * @param threshold how far it may fall, as a share of 1; 0 for as far as it likes
 */
record AccuracyGate(double threshold) {
  boolean isOff() {
    return threshold == 0;
  }

  /**
   * Why a version is to be held; empty where it is not.
   *
   * @param accuracy of the version; NaN where it is not known, and nothing is held
   * @param reference the newest version that consumers may follow
   */
  String verdict(double accuracy, Optional<Retained> reference) {
    double before = reference.map(Retained::accuracy).orElse(Double.NaN);
    if (isOff() || !(before - accuracy > threshold)) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "prequential accuracy is %.3f, more than publish.gate=%s below the %.3f of version %d",
        accuracy,
        threshold,
        before,
        reference.orElseThrow().version());
  }
}
