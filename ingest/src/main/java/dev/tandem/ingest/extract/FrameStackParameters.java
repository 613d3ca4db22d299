package dev.tandem.ingest.extract;

/**
 * How frames become features.
 *
 * @param size pixels along each side
 * @param channels 1 of gray frames, 3 of coloured ones
 * @param centred whether only the largest square in the middle counts; else the whole picture is
 *     squeezed into a square
 * @param mean of pixels in units of full scale, a constant; becomes 0
 * @param deviation of pixels in units of full scale, a constant; becomes 1
 */
record FrameStackParameters(int size, int channels, boolean centred, float mean, float deviation) {
  private static final float FULL_SCALE = 255;

  /** Of noisy frames; measured on drawn digits at sigma 0.6. */
  static final float MEAN = 0.29f;

  static final float DEVIATION = 0.355f;

  static FrameStackParameters standard() {
    return new FrameStackParameters(
        FrameStack.SIZE, Signal.Frames.GRAY, /* centred= */ false, MEAN, DEVIATION);
  }

  /** From stored pixels to numbers around zero. */
  TensorFormat.Scaling scaling() {
    return new TensorFormat.Scaling(1 / (FULL_SCALE * deviation), -mean / deviation);
  }
}
