package dev.tandem.learner.spec;

import java.util.List;

/**
 * One modality's encoder, as data: a type and its own options. Its JSON form is an object with the
 * field {@code type}, then the components of the type's record.
 */
public sealed interface EncoderSpec permits MlpSpec, CnnSpec, ResNet18Spec, ConformerSpec {

  /** The known types. */
  List<String> TYPES = List.of(CnnSpec.TYPE, ConformerSpec.TYPE, MlpSpec.TYPE, ResNet18Spec.TYPE);

  /**
   * Checks that there is such a type.
   *
   * @throws IllegalArgumentException listing the known ones
   */
  static void requireKnown(String type) {
    Requirement.oneOf("encoder.type", type, TYPES);
  }

  /** Its type in configuration and versions. */
  String type();

  /** Size of the representation z that the heads and the fusion read. */
  int representation();

  /**
   * Checks that it can read an input.
   *
   * @param modality for the message
   * @param input sizes of one example's tensor
   * @throws IllegalArgumentException if it cannot
   */
  void requireReadable(String modality, TensorShape input);

  /**
   * The default for an input: vectors get an {@code mlp} with one hidden layer of 128; maps (...,
   * height, width) a {@code cnn} of 8, 16, 32, ... channels, one convolution for each halving until
   * the shorter side is at most 7. Representation 64, LayerNorm.
   *
   * @param inputShape sizes of one example's tensor, outermost first
   */
  static EncoderSpec forInput(List<Integer> inputShape) {
    return inputShape.size() < 2
        ? mlp(MlpSpec.usualWidths().toArray(Integer[]::new))
        : cnn(CnnSpec.widthsFor(inputShape).toArray(Integer[]::new));
  }

  /** A perceptron with these hidden layers, representation 64, LayerNorm. */
  static MlpSpec mlp(Integer... widths) {
    return new MlpSpec(List.of(widths), LayeredSpec.REPRESENTATION, LayeredSpec.NORMALIZED);
  }

  /** A convolutional network with these channels, representation 64, LayerNorm. */
  static CnnSpec cnn(Integer... channels) {
    return new CnnSpec(List.of(channels), LayeredSpec.REPRESENTATION, LayeredSpec.NORMALIZED);
  }
}
