package dev.tandem.app.bench;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.serving.Swap;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.ModelBuilder;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.serving.delivery.ScoringModel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at when the newest version went through the stages of its loading. */
final class LoadWatch implements ModelBuilder, SwapListener {
  private final ModelBuilder builder = new PredictorBuilder();
  private final Clock clock;
  private long verified;
  private volatile Optional<LoadTimes> newest = Optional.empty();

  /** With the clock of the live model. */
  LoadWatch(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ScoringModel build(ModelManifest manifest, List<NamedTensor> weights) {
    verified = System.nanoTime();
    return builder.build(manifest, weights);
  }

  @Override
  public void loaded(Swap swap) {
    long told = Duration.between(swap.swappedAt(), clock.instant()).toNanos();
    long live = System.nanoTime() - told;
    long loading = Duration.between(swap.seenAt(), swap.swappedAt()).toNanos();
    newest = Optional.of(new LoadTimes(swap.version(), live - loading, verified, live));
  }

  /** Of a version that answers; empty until this was told so. */
  Optional<LoadTimes> of(ModelKey version) {
    return newest.filter(times -> times.version().equals(version));
  }
}
