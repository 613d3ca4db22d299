package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.schemas.snapshot.SnapshotException;
import java.util.List;

/** Builds a verified payload into a model that has answered once. */
final class SnapshotLoader {
  private final ModelBuilder builder;

  SnapshotLoader(ModelBuilder builder) {
    this.builder = builder;
  }

  /** The model, held once by the caller. */
  ServedModel load(Candidate candidate, byte[] payload) throws RefusedVersionException {
    WarmUp warmUp = WarmUp.of(candidate.manifest());
    ScoringModel model = build(candidate.manifest(), decode(payload));
    try {
      warmUp.run(model);
    } catch (RefusedVersionException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
    return new ServedModel(candidate, model);
  }

  private static List<NamedTensor> decode(byte[] payload) throws RefusedVersionException {
    try {
      return Safetensors.decode(payload);
    } catch (SnapshotException e) {
      throw new RefusedVersionException("its payload is not safetensors: " + e.getMessage(), e);
    }
  }

  private ScoringModel build(ModelManifest manifest, List<NamedTensor> weights)
      throws RefusedVersionException {
    try {
      return builder.build(manifest, weights);
    } catch (RuntimeException e) {
      throw new RefusedVersionException("its weights make no model: " + e.getMessage(), e);
    }
  }
}
