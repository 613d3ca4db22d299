package dev.tandem.learner.network;

import dev.tandem.learner.spec.ParameterGroup;

import ai.djl.nn.Activation;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacks an encoder's layers, following the shape of one example through them. Parameters are named
 * {@code encoders.MODALITY.POSITION.weight} and {@code .bias}, with positions as in a PyTorch
 * {@code Sequential} of the same layers.
 */
final class EncoderAssembly {

  /** Of one example: few weights are enough to ask for more memory than there is. */
  private static final int MAX_MAP_ELEMENTS = 1 << 24;

  private final ModalitySpec modality;
  private final ParameterLayout.Builder layout;
  private final List<Layer> layers = new ArrayList<>();
  private TensorShape shape;

  EncoderAssembly(ModalitySpec modality, ParameterLayout.Builder layout) {
    this.modality = modality;
    this.layout = layout;
    this.shape = modality.shape();
  }

  EncoderAssembly reshape(TensorShape newShape) {
    long[] batched = newShape.batchOf(1).toLongs();
    batched[0] = -1;
    shape = newShape;
    return add((input, leaves) -> input.reshape(batched));
  }

  EncoderAssembly flatten() {
    return reshape(TensorShape.of(shape.elements()));
  }

  EncoderAssembly linear(int out) {
    int in = shape.elements();
    int weight = parameter("weight", TensorShape.of(out, in), Initializer.uniform(in));
    int bias = parameter("bias", TensorShape.of(out), Initializer.uniform(in));
    shape = TensorShape.of(out);
    return add(new LinearLayer(weight, bias));
  }

  EncoderAssembly convolution(int out) {
    int in = shape.sizes().get(0);
    int side = ConvolutionLayer.KERNEL;
    int fanIn = in * side * side;
    int weight =
        parameter("weight", TensorShape.of(out, in, side, side), Initializer.uniform(fanIn));
    int bias = parameter("bias", TensorShape.of(out), Initializer.uniform(fanIn));
    shape =
        TensorShape.of(
            out,
            ConvolutionLayer.strided(shape.sizes().get(1)),
            ConvolutionLayer.strided(shape.sizes().get(2)));
    requireBounded();
    return add(new ConvolutionLayer(weight, bias));
  }

  private void requireBounded() {
    if (shape.elements() > MAX_MAP_ELEMENTS) {
      throw new IllegalArgumentException(
          "modality %s: a convolution gives %s, more than %d values of one example. Use fewer channels or smaller inputs."
              .formatted(modality.name(), shape, MAX_MAP_ELEMENTS));
    }
  }

  /** LayerNorm where the encoder asks for it: with gain and offset on vectors, without on maps. */
  EncoderAssembly normalize() {
    if (!modality.encoder().normalized()) {
      return this;
    }
    if (shape.sizes().size() > 1) {
      return add(new PlainNormLayer(shape));
    }
    int gain = parameter("weight", shape, Initializer.constant(1));
    int offset = parameter("bias", shape, Initializer.constant(0));
    return add(new LayerNormLayer(shape.elements(), gain, offset));
  }

  EncoderAssembly relu() {
    return add((input, leaves) -> Activation.relu(input));
  }

  Encoder build() {
    return new Encoder(layers);
  }

  private EncoderAssembly add(Layer layer) {
    layers.add(layer);
    return this;
  }

  private int parameter(String kind, TensorShape sizes, Initializer initializer) {
    String name = "encoders.%s.%d.%s".formatted(modality.name(), layers.size(), kind);
    return layout.add(name, sizes, ParameterGroup.encoder(modality.name()), initializer);
  }
}
