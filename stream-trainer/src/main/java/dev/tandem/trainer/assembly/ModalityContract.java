package dev.tandem.trainer.assembly;

import java.io.Serializable;
import java.util.List;

/**
 * What the features of one modality must be.
 *
 * @param name also the last word of its topic
 * @param extractor name and version of what made them; features of different extractors are never
 *     mixed
 * @param shape of a whole clip; segments are concatenated along the first axis
 */
public record ModalityContract(
    String name, String extractor, String extractorVersion, List<Integer> shape)
    implements Serializable {
  public ModalityContract {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "trainer.shapes has %s for %s; every dimension must be at least 1"
              .formatted(shape, name));
    }
  }

  /** Numbers in a whole clip. */
  public int elements() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
