package dev.tandem.learner.spec;

import java.util.List;

/**
 * A perceptron over a vector, or over anything flattened.
 *
 * @param widths units of each hidden layer, in order; may be empty
 * @param representation size of the representation
 * @param normalization {@code layer} (LayerNorm after every linear map) or {@code none}
 */
public record MlpSpec(List<Integer> widths, int representation, String normalization)
    implements EncoderSpec {

  public static final String TYPE = "mlp";

  public MlpSpec {
    widths = LayeredSpec.require(widths, representation, normalization);
  }

  /** One hidden layer of 128. */
  public static List<Integer> usualWidths() {
    return List.of(128);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public void requireReadable(String modality, TensorShape input) {}

  public boolean normalized() {
    return normalization.equals(LayeredSpec.NORMALIZED);
  }
}
