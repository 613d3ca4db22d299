package dev.tandem.ingest.extract;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import java.util.List;

/**
 * How the features of one modality look; the same for all its clips.
 *
 * @param extractor what made them; features of different extractors are never mixed
 * @param scaling value = scale * element + offset
 * @param shape of one clip, row-major
 */
public record TensorFormat(
    Extractor extractor, ElementType elementType, Scaling scaling, List<Integer> shape) {

  public TensorFormat {
    shape = List.copyOf(shape);
  }

  /** Little-endian floats, stored as they are. */
  public static TensorFormat floats(String name, String version, Integer... shape) {
    return new TensorFormat(
        new Extractor(name, version), ElementType.FLOAT32, Scaling.NONE, List.of(shape));
  }

  public int elements() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Of one clip, as it is stored. */
  public int bytes() {
    return Math.multiplyExact(elements(), elementType == ElementType.FLOAT32 ? Float.BYTES : 1);
  }

  /** From stored elements to values. */
  public record Scaling(float scale, float offset) {
    public static final Scaling NONE = new Scaling(1, 0);
  }
}
