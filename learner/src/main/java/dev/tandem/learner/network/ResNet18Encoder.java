package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.ResNet18Spec;
import dev.tandem.learner.spec.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet-18 with torchvision's names, without its classifier. Frames are folded into the batch; the
 * representation is the mean of the last maps over frames and places, their places are the tokens.
 *
 * @param frames number of frames in an example
 * @param frame sizes of one (channels, height, width)
 * @param stem first convolution and its norm
 * @param blocks in order
 */
record ResNet18Encoder(int frames, TensorShape frame, List<Layer> stem, List<Layer> blocks)
    implements Encoder {

  private static final int[] WIDTHS = {64, 128, 256, 512};
  private static final int BLOCKS = 2;

  static ResNet18Encoder build(
      ResNet18Spec spec, ModalitySpec modality, ParameterLayout.Builder layout) {
    List<Integer> sizes = modality.inputShape();
    int channels = spec.channelsOf(modality.shape());
    TensorShape frame =
        TensorShape.of(channels, sizes.get(sizes.size() - 2), sizes.get(sizes.size() - 1));
    LayerFactory layers =
        new LayerFactory(
            layout,
            ParameterGroup.encoder(modality.name()),
            "encoders.%s.".formatted(modality.name()));
    List<Layer> stem =
        List.of(
            layers.under("conv1").convolution(channels, WIDTHS[0], 7, 2),
            layers.under("bn1").batchNorm(WIDTHS[0]));
    List<Layer> blocks = new ArrayList<>();
    int in = WIDTHS[0];
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int block = 0; block < BLOCKS; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        LayerFactory of = layers.under("layer%d.%d".formatted(stage + 1, block));
        blocks.add(ResidualBlock.build(of, in, WIDTHS[stage], stride));
        in = WIDTHS[stage];
      }
    }
    return new ResNet18Encoder(modality.shape().elements() / frame.elements(), frame, stem, blocks);
  }

  @Override
  public Encoded encode(NDArray input, ForwardPass pass) {
    long rows = input.getShape().get(0);
    long[] folded = frame.batchOf(1).toLongs();
    folded[0] = rows * frames;
    Chain chain = Chain.of(input, pass).then(x -> x.reshape(folded));
    stem.forEach(chain::through);
    chain.then(Activation::relu).then(ResNet18Encoder::halved);
    blocks.forEach(chain::through);
    NDArray places = chain.then(x -> x.reshape(rows, frames, tokenWidth(), -1)).end();
    NDArray pooled =
        Chain.of(places, pass)
            .then(x -> x.mean(new int[] {3}))
            .then(x -> x.mean(new int[] {1}))
            .end();
    return new Encoded(pooled, () -> places.transpose(0, 1, 3, 2).reshape(rows, -1, tokenWidth()));
  }

  private static NDArray halved(NDArray maps) {
    return Pool.maxPool2d(maps, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
  }

  @Override
  public int tokenWidth() {
    return WIDTHS[WIDTHS.length - 1];
  }
}
