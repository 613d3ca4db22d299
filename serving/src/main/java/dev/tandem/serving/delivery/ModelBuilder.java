package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import java.util.List;

/** Turns a verified snapshot into a model that answers. */
@FunctionalInterface
public interface ModelBuilder {
  /**
   * A new model; the caller closes it. {@code weights} stay unchanged while it lives.
   *
   * @throws IllegalArgumentException if manifest and weights do not make a model, saying why
   */
  ScoringModel build(ModelManifest manifest, List<NamedTensor> weights);
}
