package dev.tandem.learner;

import dev.tandem.learner.network.Encoders;
import java.util.List;

/**
 * One modality's encoder, as data.
 *
 * @param type {@code mlp} (a vector, or anything flattened) or {@code cnn} (an image or a
 *     spectrogram)
 * @param widths units of each hidden layer ({@code mlp}, may be empty) or channels of each
 *     convolution ({@code cnn}, at least one), in order
 * @param representation size of the representation z that the heads and the fusion read
 * @param normalization {@code layer} (LayerNorm after every linear map and convolution, and on a
 *     {@code cnn}'s input) or {@code none}
 */
public record EncoderSpec(
    String type, List<Integer> widths, int representation, String normalization) {

  private static final List<String> NORMALIZATIONS = List.of("layer", "none");

  public EncoderSpec {
    Requirement.oneOf("encoder.type", type, Encoders.types());
    Requirement.present("encoder.widths", widths, "a list of sizes");
    widths = List.copyOf(widths);
    widths.forEach(width -> Requirement.atLeast("encoder.widths", width, 1, "the default widths"));
    Requirement.atLeast("encoder.representation", representation, 1, 64);
    Requirement.oneOf("encoder.normalization", normalization, NORMALIZATIONS);
  }

  /** A small perceptron: one hidden layer of 128, representation 64, LayerNorm. */
  public static EncoderSpec mlp() {
    return new EncoderSpec("mlp", List.of(128), 64, "layer");
  }

  /** A small convolutional network with the given channels, representation 64, LayerNorm. */
  public static EncoderSpec cnn(Integer... channels) {
    return new EncoderSpec("cnn", List.of(channels), 64, "layer");
  }

  public boolean normalized() {
    return normalization.equals("layer");
  }
}
