package dev.tandem.learner.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * One modality's encoder, as data.
 *
 * @param type {@code mlp} (a vector, or anything flattened) or {@code cnn} (an image or a
 *     spectrogram: kernels of 3, stride 2)
 * @param widths units of each hidden layer ({@code mlp}) or channels of each convolution ({@code
 *     cnn}), in order; may be empty
 * @param representation size of the representation z that the heads and the fusion read
 * @param normalization {@code layer} (LayerNorm after every linear map and convolution, and on a
 *     {@code cnn}'s input) or {@code none}
 */
public record EncoderSpec(
    String type, List<Integer> widths, int representation, String normalization) {

  /** The known types. */
  public static final List<String> TYPES = List.of("cnn", "mlp");

  private static final int REPRESENTATION = 64;
  private static final int SMALL_SIDE = 7;
  private static final int LARGEST_WIDTH = 64;
  private static final List<String> NORMALIZATIONS = List.of("layer", "none");

  public EncoderSpec {
    Requirement.oneOf("encoder.type", type, TYPES);
    Requirement.present("encoder.widths", widths, "a list of sizes");
    widths = List.copyOf(widths);
    widths.forEach(width -> Requirement.atLeast("encoder.widths", width, 1, "the default widths"));
    Requirement.atLeast("encoder.representation", representation, 1, REPRESENTATION);
    Requirement.oneOf("encoder.normalization", normalization, NORMALIZATIONS);
  }

  /**
   * The default for an input: vectors get an {@code mlp} with one hidden layer of 128; maps (...,
   * height, width) a {@code cnn} of 8, 16, 32, ... channels, one convolution for each halving until
   * the shorter side is at most 7. Representation 64, LayerNorm.
   *
   * @param inputShape sizes of one example's tensor, outermost first
   */
  public static EncoderSpec forInput(List<Integer> inputShape) {
    if (inputShape.size() < 2) {
      return mlp(128);
    }
    int side =
        Math.min(inputShape.get(inputShape.size() - 2), inputShape.get(inputShape.size() - 1));
    List<Integer> channels = new ArrayList<>();
    for (int width = 8; side > SMALL_SIDE; side = (side + 1) / 2) {
      channels.add(width);
      width = Math.min(2 * width, LARGEST_WIDTH);
    }
    return cnn(channels.toArray(Integer[]::new));
  }

  /** A perceptron with these hidden layers, representation 64, LayerNorm. */
  public static EncoderSpec mlp(Integer... widths) {
    return new EncoderSpec("mlp", List.of(widths), REPRESENTATION, "layer");
  }

  /** A convolutional network with these channels, representation 64, LayerNorm. */
  public static EncoderSpec cnn(Integer... channels) {
    return new EncoderSpec("cnn", List.of(channels), REPRESENTATION, "layer");
  }

  /**
   * Checks that it can read an input.
   *
   * @throws IllegalArgumentException naming the modality, if it cannot
   */
  void requireReadable(String modality, TensorShape input) {
    if (type.equals("cnn") && input.sizes().size() < 2) {
      throw new IllegalArgumentException(
          "modality %s: a cnn encoder expected input (..., height, width) but got %s. Use mlp for vectors."
              .formatted(modality, input));
    }
  }

  public boolean normalized() {
    return normalization.equals("layer");
  }
}
