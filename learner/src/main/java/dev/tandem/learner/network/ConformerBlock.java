package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.TensorShape;

/**
 * A Conformer block over {@code (rows, time, dimension)}, with torchaudio's names: half a
 * feed-forward layer, self-attention, a convolution over time, the other half, LayerNorm; each
 * added to its input.
 *
 * @param before first feed-forward layer
 * @param attentionNorm before the attention
 * @param attention of all steps to all
 * @param attentionDropout after it
 * @param convolution over time
 * @param after second feed-forward layer
 * @param norm at the end
 */
record ConformerBlock(
    Layer before,
    Layer attentionNorm,
    Layer attention,
    Layer attentionDropout,
    Layer convolution,
    Layer after,
    Layer norm)
    implements Layer {

  private static final int EXPANSION = 4;

  static ConformerBlock build(LayerFactory layers, ConformerSpec spec) {
    int dimension = spec.dimension();
    Layer before = feedForward(layers.under("ffn1.sequential"), spec);
    LayerNormLayer attentionNorm = layers.under("self_attn_layer_norm").layerNorm(dimension);
    Layer attention = layers.under("self_attn").attention(dimension, spec.heads());
    Layer attentionDropout = layers.dropout(spec.dropout(), attentionNorm.gain());
    Layer convolution = convolution(layers.under("conv_module"), spec);
    Layer after = feedForward(layers.under("ffn2.sequential"), spec);
    Layer norm = layers.under("final_layer_norm").layerNorm(dimension);
    return new ConformerBlock(
        before, attentionNorm, attention, attentionDropout, convolution, after, norm);
  }

  private static Layer feedForward(LayerFactory layers, ConformerSpec spec) {
    int dimension = spec.dimension();
    Layer norm = layers.under("0").layerNorm(dimension);
    LinearLayer wider = layers.under("1").linear(dimension, EXPANSION * dimension);
    LinearLayer narrower = layers.under("4").linear(EXPANSION * dimension, dimension);
    FeedForward maps =
        new FeedForward(
            wider,
            ConformerBlock::swish,
            layers.dropout(spec.dropout(), wider.weight()),
            narrower,
            layers.dropout(spec.dropout(), narrower.weight()));
    return (input, pass) -> Chain.of(input, pass).through(norm).through(maps).end();
  }

  private static Layer convolution(LayerFactory layers, ConformerSpec spec) {
    int dimension = spec.dimension();
    int kernel = spec.kernel();
    Layer norm = layers.under("layer_norm").layerNorm(dimension);
    Pointwise first = Pointwise.build(layers.under("sequential.0"), dimension, 2 * dimension);
    LayerFactory ofDepth = layers.under("sequential.2");
    Initializer initializer = Initializer.uniform(kernel);
    int weight = ofDepth.parameter("weight", TensorShape.of(dimension, 1, kernel), initializer);
    int bias = ofDepth.parameter("bias", TensorShape.of(dimension), initializer);
    Layer batchNorm = layers.under("sequential.3").batchNorm(dimension);
    Pointwise last = Pointwise.build(layers.under("sequential.5"), dimension, dimension);
    Layer dropout = layers.dropout(spec.dropout(), last.weight());
    return (input, pass) ->
        Chain.of(input, pass)
            .through(norm)
            .through(first)
            .then(ConformerBlock::gated)
            .then(x -> x.swapAxes(1, 2))
            .then(x -> depthwise(x, pass.get(weight), pass.get(bias), dimension, kernel))
            .through(batchNorm)
            .then(ConformerBlock::swish)
            .then(x -> x.swapAxes(1, 2))
            .through(last)
            .through(dropout)
            .end();
  }

  /** {@code (rows, dimension, time)}, each channel by itself. */
  private static NDArray depthwise(
      NDArray input, NDArray weight, NDArray bias, int dimension, int kernel) {
    return Conv1d.conv1d(
            input, weight, bias, new Shape(1), new Shape(kernel / 2), new Shape(1), dimension)
        .singletonOrThrow();
  }

  private static NDArray swish(NDArray input) {
    try (NDArray gate = Activation.sigmoid(input)) {
      return input.mul(gate);
    }
  }

  /** GLU: the first half, gated by the second. */
  private static NDArray gated(NDArray input) {
    try (NDList halves = input.split(2, 2);
        NDArray gate = Activation.sigmoid(halves.get(1))) {
      return halves.get(0).mul(gate);
    }
  }

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    NDArray half = pass.scalar(0.5f);
    return Chain.of(input, pass)
        .plus(x -> Chain.of(x, pass).through(before).then(y -> y.mul(half)).end())
        .plus(x -> attended(x, pass))
        .plus(x -> convolution.apply(x, pass))
        .plus(x -> Chain.of(x, pass).through(after).then(y -> y.mul(half)).end())
        .through(norm)
        .end();
  }

  private NDArray attended(NDArray input, ForwardPass pass) {
    return Chain.of(input, pass)
        .through(attentionNorm)
        .through(attention)
        .through(attentionDropout)
        .end();
  }

  /**
   * A convolution of kernel 1 over time: a linear map of each step, whose weight has a
   * convolution's shape.
   *
   * @param weight ordinal of (out, in, 1)
   * @param bias ordinal of (out)
   */
  private record Pointwise(int weight, int bias) implements Layer {

    static Pointwise build(LayerFactory layers, int in, int out) {
      Initializer initializer = Initializer.uniform(in);
      return new Pointwise(
          layers.parameter("weight", TensorShape.of(out, in, 1), initializer),
          layers.parameter("bias", TensorShape.of(out), initializer));
    }

    @Override
    public NDArray apply(NDArray input, ForwardPass pass) {
      NDArray matrix = pass.get(weight).squeeze(2);
      return Linear.linear(input, matrix, pass.get(bias)).singletonOrThrow();
    }
  }
}
