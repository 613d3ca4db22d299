package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ShadowComparison;
import java.util.Optional;

/** What came of scoring with one version in the shadow of another, summed over batches. */
final class ShadowSum {
  private final ModelKey answered;
  private final ModelKey shadow;
  private long clips;
  private long agreeing;
  private long unanswered;
  private double difference;
  private double largest;

  ShadowSum(ModelKey answered, ModelKey shadow) {
    this.answered = answered;
    this.shadow = shadow;
  }

  /** Passes over comparisons of other versions. */
  void add(ShadowComparison batch) {
    if (!isOfBoth(batch)) {
      return;
    }
    clips += batch.getClips();
    agreeing += batch.getAgreeing();
    unanswered += batch.getUnanswered();
    difference += batch.getDifference();
    largest = Math.max(largest, batch.getLargestDifference());
  }

  private boolean isOfBoth(ShadowComparison one) {
    return new ModelKey(one.getModel(), one.getGeneration(), one.getVersion()).equals(answered)
        && new ModelKey(one.getShadowModel(), one.getShadowGeneration(), one.getShadowVersion())
            .equals(shadow);
  }

  /** As text; empty where no clip was scored by both. */
  Optional<String> line() {
    if (clips == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%s in the shadow of %s: %,d clips, %.2f%% with the same class, probabilities differ by %.4f, at most %.4f; %,d not answered"
            .formatted(
                shadow,
                answered,
                clips,
                100.0 * agreeing / clips,
                difference / clips,
                largest,
                unanswered));
  }
}
