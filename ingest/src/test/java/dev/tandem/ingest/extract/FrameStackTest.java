package dev.tandem.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.schemas.records.ElementType;
import org.junit.jupiter.api.Test;

class FrameStackTest {

  @Test
  void shouldKeepFramesOfTheRightSize() {
    byte[] luma = new byte[28 * 28];
    luma[29] = (byte) 200;

    assertThat(pixels(1, Signal.Frames.gray(luma, 1, 28, 28))).isEqualTo(luma);
  }

  /** Each pixel covers two by two: 10, 20, 30 and 41 make 25.25. */
  @Test
  void shouldTakeTheMeanOfWhatAPixelCovers() {
    byte[] luma = new byte[56 * 56];
    luma[0] = 10;
    luma[1] = 20;
    luma[56] = 30;
    luma[57] = 41;

    byte[] pixels = pixels(1, Signal.Frames.gray(luma, 1, 56, 56));

    assertThat(pixels[0]).isEqualTo((byte) 25);
    assertThat(pixels[1]).isZero();
  }

  /** 42 columns on 28: the first pixel covers column 0 and half of column 1. */
  @Test
  void shouldShareColumnsBetweenPixels() {
    byte[] luma = new byte[28 * 42];
    luma[0] = 90;
    luma[1] = 30;

    byte[] pixels = pixels(1, Signal.Frames.gray(luma, 1, 28, 42));

    assertThat(pixels[0]).as("(90 + 30 / 2) / 1.5").isEqualTo((byte) 70);
    assertThat(pixels[1]).as("30 / 2 / 1.5").isEqualTo((byte) 10);
  }

  @Test
  void shouldPickFramesEvenly() {
    byte[] luma = new byte[6 * 28 * 28];
    for (int i = 0; i < 6; i++) {
      luma[i * 28 * 28] = (byte) (i + 1);
    }

    byte[] pixels = pixels(3, Signal.Frames.gray(luma, 6, 28, 28));

    assertThat(new byte[] {pixels[0], pixels[784], pixels[2 * 784]}).containsExactly(2, 4, 6);
  }

  @Test
  void shouldDescribeItsScale() {
    TensorFormat format = new FrameStack(3).format();

    assertThat(format.elementType()).isEqualTo(ElementType.UINT8);
    assertThat(format.shape()).containsExactly(3, 28, 28);
    assertThat(format.scaling().scale() * 255 + format.scaling().offset())
        .as("white")
        .isEqualTo(2, within(1e-5f));
  }

  private static byte[] pixels(int frames, Signal.Frames source) {
    byte[] pixels = new byte[frames * 28 * 28];
    new FrameStack(frames).extract(source).payload().get(pixels);
    return pixels;
  }
}
