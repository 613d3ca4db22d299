package dev.tandem.learner.spec;

import java.util.List;

/**
 * ResNet-18 (He et al., CVPR 2016) without its classifier, 11.2 M parameters: over (height, width),
 * a picture or a spectrogram of one channel; over (frames, height, width), frames of one channel;
 * or over (frames, channels, height, width). Frames are folded into the batch and pooled together.
 *
 * @param channels of one frame; 0 for what the input's shape says. What has no frames has one
 */
public record ResNet18Spec(int channels) implements EncoderSpec {

  public static final String TYPE = "resnet18";

  private static final int REPRESENTATION = 512;

  public ResNet18Spec {
    Requirement.atLeast("encoder.channels", channels, 0, 0);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int representation() {
    return REPRESENTATION;
  }

  /** Number of channels of one frame of an input. */
  public int channelsOf(TensorShape input) {
    List<Integer> sizes = input.sizes();
    if (sizes.size() < 3) {
      return 1;
    }
    return channels > 0 ? channels : sizes.size() < 4 ? 1 : sizes.get(sizes.size() - 3);
  }

  @Override
  public void requireReadable(String modality, TensorShape input) {
    List<Integer> sizes = input.sizes();
    int maps = 1;
    for (int i = 0; i < sizes.size() - 2; i++) {
      maps = Math.multiplyExact(maps, sizes.get(i));
    }
    boolean across = sizes.size() > 3 && channelsOf(input) != sizes.get(sizes.size() - 3);
    if (sizes.size() < 2 || across || maps % channelsOf(input) != 0) {
      throw new IllegalArgumentException(
          "modality %s: a resnet18 encoder of %d channels expected input (frames, channels, height, width), (frames, height, width) or (height, width) but got %s. Use mlp for vectors, or give the channels of a frame."
              .formatted(modality, channelsOf(input), input));
    }
  }
}
