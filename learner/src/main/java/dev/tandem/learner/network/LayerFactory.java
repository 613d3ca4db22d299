package dev.tandem.learner.network;

import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.OptionalInt;

/**
 * Makes layers whose parameters lie under one name, as in a PyTorch module, and begin as PyTorch's
 * do.
 *
 * @param layout where parameters are added
 * @param group what they belong to
 * @param prefix of their names, with a dot behind it
 */
record LayerFactory(ParameterLayout.Builder layout, ParameterGroup group, String prefix) {

  /** The same for a part. */
  LayerFactory under(String name) {
    return new LayerFactory(layout, group, prefix + name + ".");
  }

  /** The same for parameters that belong to something else. */
  LayerFactory of(ParameterGroup other) {
    return new LayerFactory(layout, other, prefix);
  }

  int parameter(String name, TensorShape shape, Initializer initializer) {
    return layout.add(prefix + name, shape, group, initializer);
  }

  LinearLayer linear(int in, int out) {
    Initializer initializer = Initializer.uniform(in);
    return new LinearLayer(
        parameter("weight", TensorShape.of(out, in), initializer),
        parameter("bias", TensorShape.of(out), initializer));
  }

  /** A linear map whose outputs are classes. */
  LinearLayer logits(int in, int classes) {
    Initializer initializer = Initializer.uniform(in);
    return new LinearLayer(
        layout.addByClass(prefix + "weight", TensorShape.of(classes, in), group, initializer),
        layout.addByClass(prefix + "bias", TensorShape.of(classes), group, initializer));
  }

  LayerNormLayer layerNorm(int width) {
    return new LayerNormLayer(
        width,
        parameter("weight", TensorShape.of(width), Initializer.constant(1)),
        parameter("bias", TensorShape.of(width), Initializer.constant(0)));
  }

  /** A convolution without bias, as ResNet has them. */
  ConvolutionLayer convolution(int in, int out, int kernel, int stride) {
    int weight =
        parameter(
            "weight",
            TensorShape.of(out, in, kernel, kernel),
            Initializer.kaiming(out * kernel * kernel));
    return new ConvolutionLayer(weight, OptionalInt.empty(), stride, kernel / 2);
  }

  BatchNormLayer batchNorm(int channels) {
    TensorShape shape = TensorShape.of(channels);
    return new BatchNormLayer(
        parameter("weight", shape, Initializer.constant(1)),
        parameter("bias", shape, Initializer.constant(0)),
        layout.addStatistic(prefix + "running_mean", shape, group, Initializer.constant(0)),
        layout.addStatistic(prefix + "running_var", shape, group, Initializer.constant(1)));
  }

  AttentionLayer attention(int dimension, int heads) {
    return new AttentionLayer(
        heads,
        parameter(
            "in_proj_weight",
            TensorShape.of(3 * dimension, dimension),
            Initializer.xavier(dimension, 3 * dimension)),
        parameter("in_proj_bias", TensorShape.of(3 * dimension), Initializer.constant(0)),
        new LinearLayer(
            parameter(
                "out_proj.weight",
                TensorShape.of(dimension, dimension),
                Initializer.uniform(dimension)),
            parameter("out_proj.bias", TensorShape.of(dimension), Initializer.constant(0))));
  }

  /**
   * A place that draws.
   *
   * @param near ordinal of a parameter that no other such place has
   */
  DropoutLayer dropout(double share, int near) {
    return new DropoutLayer(share, near);
  }
}
