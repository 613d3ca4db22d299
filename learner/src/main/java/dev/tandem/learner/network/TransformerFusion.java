package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import dev.tandem.learner.spec.TransformerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transformer encoder, as {@code torch.nn.TransformerEncoderLayer}, over a class token and each
 * modality's tokens before they are pooled, mapped to one dimension, with a learned token of the
 * modality added; logits are read from the class token. A missing modality's tokens are left out of
 * the attention, row by row. Paces scale nothing of it. Parameters: {@code fusion.cls}, {@code
 * fusion.MODALITY.projection}, {@code fusion.MODALITY.token}, {@code fusion.layers.N}, {@code
 * fusion.output}.
 *
 * @param dimension of a token
 * @param cls ordinal of the class token (dimension)
 * @param projections modality to its map
 * @param tokens modality to the ordinal of its token (dimension)
 * @param blocks in order
 * @param output to the logits
 */
record TransformerFusion(
    int dimension,
    int cls,
    Map<String, LinearLayer> projections,
    Map<String, Integer> tokens,
    List<TransformerBlock> blocks,
    Layer output)
    implements Fusion {

  private static final double TOKEN_DEVIATION = 0.02;

  /** Takes a token out of a softmax without making it undefined. */
  private static final float ABSENT = -1e9f;

  static TransformerFusion build(
      TransformerSpec spec,
      Architecture architecture,
      Map<String, Encoder> encoders,
      ParameterLayout.Builder layout) {
    LayerFactory layers = new LayerFactory(layout, ParameterGroup.shared(), "fusion.");
    TensorShape token = TensorShape.of(spec.dimension());
    Initializer initializer = Initializer.normal(TOKEN_DEVIATION);
    int cls = layers.parameter("cls", token, initializer);
    Map<String, LinearLayer> projections = new LinkedHashMap<>();
    Map<String, Integer> tokens = new LinkedHashMap<>();
    for (ModalitySpec modality : architecture.modalities()) {
      LayerFactory own = layers.under(modality.name());
      int width = encoders.get(modality.name()).tokenWidth();
      projections.put(modality.name(), own.under("projection").linear(width, spec.dimension()));
      tokens.put(modality.name(), own.parameter("token", token, initializer));
    }
    List<TransformerBlock> blocks = new ArrayList<>();
    for (int i = 0; i < spec.layers(); i++) {
      blocks.add(TransformerBlock.build(layers.under("layers." + i), spec));
    }
    Layer output = layers.under("output").logits(spec.dimension(), architecture.classes());
    return new TransformerFusion(spec.dimension(), cls, projections, tokens, blocks, output);
  }

  @Override
  public Optional<HeadLogits> fuse(List<Representation> present, ForwardPass pass) {
    int batch = present.get(0).rows().batch();
    NDList sequence = new NDList();
    sequence.add(pass.get(cls).reshape(1, 1, dimension).broadcast(batch, 1, dimension));
    List<Rows> rows = new ArrayList<>();
    for (Representation z : present) {
      NDArray mapped =
          projections
              .get(z.modality())
              .apply(z.tokens().get(), pass)
              .add(pass.get(tokens.get(z.modality())));
      sequence.add(Placement.of(z.rows()).zerosElsewhere(mapped));
      for (long i = 0; i < mapped.getShape().get(1); i++) {
        rows.add(z.rows());
      }
    }
    NDArray x = NDArrays.concat(sequence, 1);
    Optional<NDArray> absence = absence(rows, batch, pass);
    for (TransformerBlock block : blocks) {
      x = block.apply(x, absence, pass);
    }
    NDArray first = x.get(new NDIndex(":, 0"));
    return Optional.of(new HeadLogits(Heads.FUSED, Rows.all(batch), output.apply(first, pass)));
  }

  /**
   * What {@link AttentionLayer} is told of tokens that are not there; empty where all are.
   *
   * @param rows by token behind the class token, which rows have it
   */
  private static Optional<NDArray> absence(List<Rows> rows, int batch, ForwardPass pass) {
    if (rows.stream().allMatch(Rows::complete)) {
      return Optional.empty();
    }
    int length = rows.size() + 1;
    float[] values = new float[batch * length];
    for (int row = 0; row < batch; row++) {
      for (int token = 1; token < length; token++) {
        values[row * length + token] = rows.get(token - 1).find(row) < 0 ? ABSENT : 0;
      }
    }
    return Optional.of(pass.tensor(values).reshape(new Shape(batch, 1, 1, length)));
  }
}
