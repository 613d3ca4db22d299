package dev.tandem.serving.inference;

import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.FeatureContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the features of one modality, as the feature contract has them. */
final class PartDecoder {
  private final FeatureContract contract;
  private final int elements;

  PartDecoder(FeatureContract contract) {
    this.contract = contract;
    this.elements = contract.getShape().stream().reduce(1, Math::multiplyExact);
  }

  /**
   * The features, row-major in the contract's shape.
   *
   * @throws UnscorableClipException if extractor, shape, size or a value is not as it must be
   */
  float[] decode(ClipPart part) throws UnscorableClipException {
    requireContract(part);
    ByteBuffer payload = part.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    boolean bytes = part.getElementType() == ElementType.UINT8;
    requireSize(payload.remaining(), bytes ? 1L : Float.BYTES);
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      float element = bytes ? Byte.toUnsignedInt(payload.get()) : payload.getFloat();
      values[i] = part.getScale() * element + part.getOffset();
    }
    requireFinite(values);
    return values;
  }

  private void requireContract(ClipPart part) throws UnscorableClipException {
    if (!part.getExtractor().equals(contract.getExtractor())) {
      throw new UnscorableClipException(
          "%s was extracted by %s %s; the model needs %s %s"
              .formatted(
                  contract.getModality(),
                  part.getExtractor().getName(),
                  part.getExtractor().getVersion(),
                  contract.getExtractor().getName(),
                  contract.getExtractor().getVersion()));
    }
    if (!part.getShape().equals(contract.getShape())) {
      throw new UnscorableClipException(
          "%s has shape %s; the model needs %s"
              .formatted(contract.getModality(), part.getShape(), contract.getShape()));
    }
  }

  private void requireSize(int bytes, long elementBytes) throws UnscorableClipException {
    if (bytes != elements * elementBytes) {
      throw new UnscorableClipException(
          "%s has %d bytes; shape %s needs %d"
              .formatted(
                  contract.getModality(), bytes, contract.getShape(), elements * elementBytes));
    }
  }

  private void requireFinite(float[] values) throws UnscorableClipException {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new UnscorableClipException(
            "%s has %s at element %d; must be finite"
                .formatted(contract.getModality(), values[i], i));
      }
    }
  }
}
