package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.schemas.snapshot.SnapshotException;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a verified payload into a model that has answered once. What a hostile payload makes run
 * out, memory or stack, is a reason to refuse it and nothing more.
 */
final class SnapshotLoader {
  private final ModelBuilder builder;
  private final int copies;

  /**
   * @param copies of the model, for as many threads
   */
  SnapshotLoader(ModelBuilder builder, int copies) {
    this.builder = builder;
    this.copies = copies;
  }

  /** The model, held once by the caller. */
  ServedModel load(CandidateVersion candidate, byte[] payload) throws RefusedVersionException {
    List<ScoringModel> built = new ArrayList<>();
    try {
      build(candidate.manifest(), payload, built);
      return new ServedModel(candidate, built);
    } catch (OutOfMemoryError | StackOverflowError e) {
      built.forEach(ScoringModel::close);
      throw new RefusedVersionException("it is too large to be built here: " + e, e);
    } catch (RefusedVersionException | RuntimeException | Error e) {
      built.forEach(ScoringModel::close);
      throw e;
    }
  }

  private void build(ModelManifest manifest, byte[] payload, List<ScoringModel> built)
      throws RefusedVersionException {
    WarmUp warmUp = WarmUp.of(manifest);
    List<NamedTensor> weights = decode(payload);
    for (int i = 0; i < copies; i++) {
      built.add(build(manifest, weights));
      warmUp.run(built.get(i));
    }
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
