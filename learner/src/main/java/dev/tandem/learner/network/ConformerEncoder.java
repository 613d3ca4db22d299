package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * A Conformer over the steps of a sequence, each mapped to its dimension. The representation is the
 * mean over time, the steps are the tokens.
 *
 * @param steps number of steps
 * @param timeIsLast whether the input is (features, time) rather than (time, ...)
 * @param projection of a step's features to the dimension
 * @param blocks in order
 * @param tokenWidth the dimension
 */
record ConformerEncoder(
    int steps, boolean timeIsLast, Layer projection, List<Layer> blocks, int tokenWidth)
    implements Encoder {

  static ConformerEncoder build(
      ConformerSpec spec, ModalitySpec modality, ParameterLayout.Builder layout) {
    List<Integer> sizes = modality.inputShape();
    boolean timeIsLast = sizes.size() == 2;
    int steps = timeIsLast ? sizes.get(1) : sizes.size() == 1 ? 1 : sizes.get(0);
    LayerFactory layers =
        new LayerFactory(
            layout,
            ParameterGroup.encoder(modality.name()),
            "encoders.%s.".formatted(modality.name()));
    int features = modality.shape().elements() / steps;
    Layer projection = layers.under("input").linear(features, spec.dimension());
    List<Layer> blocks = new ArrayList<>();
    for (int i = 0; i < spec.layers(); i++) {
      blocks.add(ConformerBlock.build(layers.under("conformer_layers." + i), spec));
    }
    return new ConformerEncoder(steps, timeIsLast, projection, blocks, spec.dimension());
  }

  @Override
  public Encoded encode(NDArray input, ForwardPass pass) {
    long rows = input.getShape().get(0);
    Chain chain =
        Chain.of(input, pass)
            .then(x -> timeIsLast ? x.swapAxes(1, 2) : x.reshape(rows, steps, -1))
            .through(projection);
    blocks.forEach(chain::through);
    NDArray tokens = chain.end();
    return new Encoded(tokens.mean(new int[] {1}), () -> tokens);
  }
}
