package dev.tandem.learner.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A small convolutional network over an image or a spectrogram: kernels of 3, stride 2.
 *
 * @param widths channels of each convolution, in order; may be empty
 * @param representation size of the representation
 * @param normalization {@code layer} (LayerNorm of the input, and after every convolution and
 *     linear map) or {@code none}
 */
public record CnnSpec(List<Integer> widths, int representation, String normalization)
    implements EncoderSpec {

  public static final String TYPE = "cnn";

  private static final int FEWEST_CHANNELS = 8;
  private static final int MOST_CHANNELS = 64;
  private static final int SMALL_SIDE = 7;

  public CnnSpec {
    widths = LayeredSpec.require(widths, representation, normalization);
  }

  /**
   * 8, 16, 32, ... channels, at most 64, one convolution for each halving until the shorter side is
   * at most 7; none for a vector.
   */
  public static List<Integer> widthsFor(List<Integer> inputShape) {
    List<Integer> map = inputShape.subList(Math.max(0, inputShape.size() - 2), inputShape.size());
    int side = Collections.min(map);
    List<Integer> channels = new ArrayList<>();
    for (int width = FEWEST_CHANNELS; side > SMALL_SIDE; side = (side + 1) / 2) {
      channels.add(width);
      width = Math.min(2 * width, MOST_CHANNELS);
    }
    return channels;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public void requireReadable(String modality, TensorShape input) {
    if (input.sizes().size() < 2) {
      throw new IllegalArgumentException(
          "modality %s: a cnn encoder expected input (..., height, width) but got %s. Use mlp for vectors."
              .formatted(modality, input));
    }
  }

  public boolean normalized() {
    return normalization.equals(LayeredSpec.NORMALIZED);
  }
}
