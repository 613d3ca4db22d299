package dev.tandem.learner.network;

import ai.djl.nn.Activation;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Stacks an encoder's layers, following the shape of one example through them. Parameters are named
 * {@code encoders.MODALITY.POSITION.weight} and {@code .bias}, with positions as in a PyTorch
 * {@code Sequential} of the same layers.
 */
final class EncoderAssembly {

  /** Of one example: few weights are enough to ask for more memory than there is. */
  private static final int MAX_MAP_ELEMENTS = 1 << 24;

  private static final int KERNEL = 3;
  private static final int STRIDE = 2;

  private final ModalitySpec modality;
  private final ParameterLayout.Builder layout;
  private final List<Layer> layers = new ArrayList<>();
  private final boolean normalized;
  private TensorShape shape;

  EncoderAssembly(ModalitySpec modality, boolean normalized, ParameterLayout.Builder layout) {
    this.normalized = normalized;
    this.modality = modality;
    this.layout = layout;
    this.shape = modality.shape();
  }

  EncoderAssembly reshape(TensorShape newShape) {
    long[] batched = newShape.batchOf(1).toLongs();
    batched[0] = -1;
    shape = newShape;
    return add((input, pass) -> input.reshape(batched));
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
    int side = KERNEL;
    int fanIn = in * side * side;
    int weight =
        parameter("weight", TensorShape.of(out, in, side, side), Initializer.uniform(fanIn));
    int bias = parameter("bias", TensorShape.of(out), Initializer.uniform(fanIn));
    shape = TensorShape.of(out, strided(shape.sizes().get(1)), strided(shape.sizes().get(2)));
    requireBounded();
    return add(new ConvolutionLayer(weight, OptionalInt.of(bias), STRIDE, KERNEL / 2));
  }

  private static int strided(int side) {
    return ConvolutionLayer.outputSide(side, KERNEL, STRIDE, KERNEL / 2);
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
    if (!normalized) {
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
    return add((input, pass) -> Activation.relu(input));
  }

  Encoder build() {
    return new LayeredEncoder(layers, shape.elements());
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
