package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.tandem.learner.spec.TransformerSpec;
import java.util.Optional;

/**
 * Self-attention and a feed-forward layer of ReLU, four times as wide, each added to its input and
 * normalised after that: {@code torch.nn.TransformerEncoderLayer}.
 *
 * @param attention of all tokens to all
 * @param attentionDropout after it
 * @param attentionNorm of the sum
 * @param maps feed-forward layer
 * @param norm of the sum
 */
record TransformerBlock(
    AttentionLayer attention, Layer attentionDropout, Layer attentionNorm, Layer maps, Layer norm) {

  private static final int EXPANSION = 4;

  static TransformerBlock build(LayerFactory layers, TransformerSpec spec) {
    int dimension = spec.dimension();
    AttentionLayer attention = layers.under("self_attn").attention(dimension, spec.heads());
    LinearLayer wider = layers.under("linear1").linear(dimension, EXPANSION * dimension);
    LinearLayer narrower = layers.under("linear2").linear(EXPANSION * dimension, dimension);
    LayerNormLayer attentionNorm = layers.under("norm1").layerNorm(dimension);
    FeedForward maps =
        new FeedForward(
            wider,
            Activation::relu,
            layers.dropout(spec.dropout(), wider.weight()),
            narrower,
            layers.dropout(spec.dropout(), narrower.weight()));
    return new TransformerBlock(
        attention,
        layers.dropout(spec.dropout(), attentionNorm.gain()),
        attentionNorm,
        maps,
        layers.under("norm2").layerNorm(dimension));
  }

  /**
   * The tokens after it.
   *
   * @param absence as of {@link AttentionLayer}
   */
  NDArray apply(NDArray tokens, Optional<NDArray> absence, ForwardPass pass) {
    return Chain.of(tokens, pass)
        .plus(x -> attended(x, absence, pass))
        .through(attentionNorm)
        .plus(x -> maps.apply(x, pass))
        .through(norm)
        .end();
  }

  private NDArray attended(NDArray tokens, Optional<NDArray> absence, ForwardPass pass) {
    return Chain.of(tokens, pass)
        .then(x -> attention.apply(x, absence, pass))
        .through(attentionDropout)
        .end();
  }
}
