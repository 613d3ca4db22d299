package dev.tandem.learner.spec;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How clips are augmented before they are learned from.
 *
 * @param byModality what is done to a modality's input, one after the other; modalities that are
 *     not named stay as they are
 */
public record AugmentationSettings(SortedMap<String, List<AugmentationSpec>> byModality) {

  /** The setting of new clips. */
  public static final String OF_NEW = "learner.augment";

  /** The setting of replayed clips. */
  public static final String OF_REPLAYS = "learner.rehearsal-augment";

  public AugmentationSettings {
    SortedMap<String, List<AugmentationSpec>> copy = new TreeMap<>();
    byModality.forEach((modality, specs) -> copy.put(modality, List.copyOf(specs)));
    byModality = Collections.unmodifiableSortedMap(copy);
  }

  /** Nothing is augmented. */
  public static AugmentationSettings off() {
    return new AugmentationSettings(Collections.emptySortedMap());
  }

  /**
   * Reads augmentations with {@code +} between them, such as {@code time-mask+noise:0.1}.
   *
   * @param key of the setting, for messages
   * @param texts by modality
   * @throws IllegalArgumentException for an unknown name, listing the known ones, or a strength
   *     that is none
   */
  public static AugmentationSettings parse(String key, Map<String, String> texts) {
    SortedMap<String, List<AugmentationSpec>> parsed = new TreeMap<>();
    texts.forEach(
        (modality, text) ->
            parsed.put(
                modality,
                Arrays.stream(text.split("\\+", -1))
                    .map(name -> AugmentationSpec.parse(key, name.trim()))
                    .toList()));
    return new AugmentationSettings(parsed);
  }

  /** Of one modality; none where it is not named. */
  public List<AugmentationSpec> of(String modality) {
    return byModality.getOrDefault(modality, List.of());
  }

  /** Checks that an architecture has the modalities, and each an input that can be so changed. */
  void requireFit(String key, Architecture architecture) {
    byModality
        .keySet()
        .forEach(
            name ->
                Requirement.oneOf("the modality of " + key, name, architecture.modalityNames()));
    architecture.modalities().forEach(modality -> requireFit(key, modality));
  }

  private void requireFit(String key, ModalitySpec modality) {
    List<AugmentationSpec> specs = of(modality.name());
    InputLayout layout = InputLayout.of(modality.shape(), specs);
    for (AugmentationSpec spec : specs) {
      if (!spec.type().fits(layout)) {
        throw new IllegalArgumentException(
            "%s has %s for %s, whose input %s is taken as %s; known for that are %s. Use one of them."
                .formatted(
                    key,
                    spec.type().text(),
                    modality.name(),
                    modality.shape(),
                    layout,
                    String.join(", ", AugmentationType.namesFor(layout))));
      }
      if (specs.stream().filter(other -> other.type() == spec.type()).count() > 1) {
        throw new IllegalArgumentException(
            "%s has %s for %s more than once. Leave one out."
                .formatted(key, spec.type().text(), modality.name()));
      }
    }
  }
}
