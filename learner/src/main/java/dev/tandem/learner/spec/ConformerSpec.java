package dev.tandem.learner.spec;

/**
 * Conformer (Gulati et al., Interspeech 2020) over a sequence, averaged over time. A map (height,
 * width) is a spectrogram whose last size is the time; anything larger is a sequence of its first
 * size, such as frames; a vector is a sequence of one.
 *
 * @param dimension of every step, a multiple of 16 and of {@code heads}; also the size of the
 *     representation
 * @param heads of the attention
 * @param layers blocks, one after the other
 * @param kernel of the convolution over time, odd
 * @param dropout share of values that training leaves out, in [0, 1)
 */
public record ConformerSpec(int dimension, int heads, int layers, int kernel, double dropout)
    implements EncoderSpec {

  public static final String TYPE = "conformer";

  /** Convolutions take so many channels at a time; see the layer. */
  private static final int BLOCK = 16;

  public ConformerSpec {
    Requirement.atLeast("encoder.dimension", dimension, BLOCK, 64);
    Requirement.atLeast("encoder.heads", heads, 1, 4);
    Requirement.atLeast("encoder.layers", layers, 1, 2);
    Requirement.atLeast("encoder.kernel", kernel, 1, 15);
    Requirement.fraction("encoder.dropout", dropout, 0);
    if (dimension % BLOCK != 0 || dimension % heads != 0 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "encoder conformer: dimension is %d with %d heads and a kernel of %d; the dimension must be a multiple of %d and of the heads, the kernel odd. Correct them."
              .formatted(dimension, heads, kernel, BLOCK));
    }
  }

  /** Dimension 64, 4 heads, 2 layers, kernel 15, no dropout. */
  public static ConformerSpec standard() {
    return new ConformerSpec(64, 4, 2, 15, 0);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int representation() {
    return dimension;
  }

  @Override
  public void requireReadable(String modality, TensorShape input) {}
}
