package dev.tandem.serving.delivery;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A new model's first answer: it must fit the manifest, and it pays for what the first call of a
 * network costs, so that no request does.
 */
final class WarmUp {
  private static final int MAX_ELEMENTS = 1 << 24;

  private final Example silence;
  private final int outputs;

  private WarmUp(Example silence, int outputs) {
    this.silence = silence;
    this.outputs = outputs;
  }

  /** An example of zeros in every modality of the contract. */
  static WarmUp of(ModelManifest manifest) throws RefusedVersionException {
    requireBounded(manifest.getContract());
    SortedMap<String, float[]> inputs = new TreeMap<>();
    for (FeatureContract contract : manifest.getContract()) {
      if (inputs.put(contract.getModality(), new float[elements(contract)]) != null) {
        throw new RefusedVersionException(
            "its feature contract names %s twice".formatted(contract.getModality()));
      }
    }
    if (inputs.isEmpty()) {
      throw new RefusedVersionException("its feature contract has no modality");
    }
    return new WarmUp(new Example("warm-up", inputs), manifest.getClassNames().size());
  }

  /** Each of them is, and all together, before memory is taken for one. */
  private static void requireBounded(List<FeatureContract> contracts)
      throws RefusedVersionException {
    long all = 0;
    for (FeatureContract contract : contracts) {
      all += elements(contract);
    }
    if (all > MAX_ELEMENTS) {
      throw new RefusedVersionException(
          "its feature contract has more than %d elements in all modalities"
              .formatted(MAX_ELEMENTS));
    }
  }

  private static int elements(FeatureContract contract) throws RefusedVersionException {
    long elements = 1;
    for (int size : contract.getShape()) {
      elements = size < 1 || elements > MAX_ELEMENTS ? -1 : elements * size;
      if (elements < 1) {
        break;
      }
    }
    if (elements < 1 || elements > MAX_ELEMENTS) {
      throw new RefusedVersionException(
          "its feature contract has shape %s for %s; must be positive sizes of at most %d elements"
              .formatted(contract.getShape(), contract.getModality(), MAX_ELEMENTS));
    }
    return (int) elements;
  }

  void run(ScoringModel model) throws RefusedVersionException {
    List<HeadOutputs> answers = answers(model);
    if (answers.size() != 1 || answers.get(0).byHead().isEmpty()) {
      throw new RefusedVersionException("it gives no answer to its first example");
    }
    for (var head : answers.get(0).byHead().entrySet()) {
      requireAnswer(head.getKey(), head.getValue());
    }
  }

  private List<HeadOutputs> answers(ScoringModel model) throws RefusedVersionException {
    try {
      return model.score(List.of(silence));
    } catch (RuntimeException e) {
      throw new RefusedVersionException(
          "its network does not fit its feature contract: " + e.getMessage(), e);
    }
  }

  private void requireAnswer(String head, float[] answer) throws RefusedVersionException {
    if (answer.length != outputs) {
      throw new RefusedVersionException(
          "its head %s has %d outputs, its manifest names %d"
              .formatted(head, answer.length, outputs));
    }
    for (float value : answer) {
      if (!Float.isFinite(value)) {
        throw new RefusedVersionException(
            "its head %s answers %s for zeros; must be finite".formatted(head, value));
      }
    }
  }
}
