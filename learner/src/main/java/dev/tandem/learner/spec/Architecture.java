package dev.tandem.learner.spec;

import java.util.List;
import java.util.Objects;

/**
 * The network as data: everything needed to rebuild it, in Java or elsewhere. The JSON form has the
 * component names of these records as field names.
 *
 * @param modalities at least two, with different names; their order is the order of everything that
 *     is listed by modality
 * @param fusion what makes one answer of the representations
 * @param classes number of outputs of every head: at least 2 classes, or at least 1 target
 * @param task {@code classification} or {@code regression}; absent in JSON: classification
 * @param answer what answers as {@code fused}: {@value #FUSED}, the fusion; or {@value #MEAN}, the
 *     mean of what the modalities that are there say, probabilities or values; absent in JSON: the
 *     fusion
 */
public record Architecture(
    List<ModalitySpec> modalities, FusionSpec fusion, int classes, String task, String answer) {

  public static final String FUSED = "fused";
  public static final String MEAN = "mean";

  public Architecture {
    Requirement.present("architecture.modalities", modalities, "a list of at least 2 modalities");
    modalities = List.copyOf(modalities);
    List<String> names = modalities.stream().map(ModalitySpec::name).toList();
    if (names.size() < 2 || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "architecture.modalities is %s; must be at least 2 different names. Correct the list."
              .formatted(names));
    }
    Requirement.present(
        "architecture.fusion", fusion, "one of " + String.join(", ", FusionSpec.NAMES));
    fusion.requireFusable(modalities.size());
    requireOtherNames(names, fusion);
    task = Objects.requireNonNullElse(task, Task.CLASSIFICATION.text());
    answer = Objects.requireNonNullElse(answer, FUSED);
    Requirement.oneOf("architecture.answer", answer, List.of(FUSED, MEAN));
    int fewest = Task.parse(task) == Task.CLASSIFICATION ? 2 : 1;
    Requirement.atLeast("architecture.classes", classes, fewest, "the number of class names");
  }

  private static void requireOtherNames(List<String> names, FusionSpec fusion) {
    for (String name : names) {
      if (fusion.layerNames().contains(name)) {
        throw new IllegalArgumentException(
            "architecture.modalities has '%s', which is also a layer of fusion %s. Rename the modality."
                .formatted(name, fusion.name()));
      }
    }
  }

  /** An architecture that tells classes apart, with the named fusion as it is by default. */
  public Architecture(List<ModalitySpec> modalities, String fusion, int classes) {
    this(modalities, fusion, classes, Task.CLASSIFICATION.text());
  }

  /** An architecture whose fusion answers. */
  public Architecture(List<ModalitySpec> modalities, FusionSpec fusion, int classes, String task) {
    this(modalities, fusion, classes, task, FUSED);
  }

  /** The same with the named fusion as it is by default. */
  public Architecture(List<ModalitySpec> modalities, String fusion, int classes, String task) {
    this(modalities, FusionSpec.named(fusion), classes, task);
  }

  public Task kind() {
    return Task.parse(task);
  }

  /** The same with other outputs. */
  public Architecture withClasses(int value) {
    return new Architecture(modalities, fusion, value, task, answer);
  }

  /** The same with another fusion. */
  public Architecture withFusion(FusionSpec value) {
    return new Architecture(modalities, value, classes, task, answer);
  }

  /** The same with another answer. */
  public Architecture withAnswer(String value) {
    return new Architecture(modalities, fusion, classes, task, value);
  }

  /** Names of the modalities, in order. */
  public List<String> modalityNames() {
    return modalities.stream().map(ModalitySpec::name).toList();
  }

  /** Number of values of one complete example. */
  long elements() {
    return modalities.stream().mapToLong(modality -> modality.shape().elements()).sum();
  }

  public String toJson() {
    return ArchitectureJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is not JSON, or describes no valid architecture
   */
  public static Architecture fromJson(String json) {
    Architecture read = ArchitectureJson.read(json);
    Requirement.present("architecture", read, "a JSON object");
    return read;
  }
}
