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

  /** Empty where no clip was scored by both. */
  Optional<VersionComparison.Shadow> sum() {
    return clips == 0
        ? Optional.empty()
        : Optional.of(
            new VersionComparison.Shadow(
                answered.toString(),
                shadow.toString(),
                clips,
                agreeing,
                unanswered,
                difference / clips,
                largest));
  }
}
