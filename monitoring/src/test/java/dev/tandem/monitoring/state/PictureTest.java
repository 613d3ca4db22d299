package dev.tandem.monitoring.state;

import static dev.tandem.monitoring.TestingRecords.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static Optional<Picture> bytes(List<Integer> shape, int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) i;
    }
    return Picture.of(part("m", ElementType.UINT8, shape, payload));
  }

  private static Picture floats(List<Integer> shape, float... values) {
    ByteBuffer payload =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      payload.putFloat(value);
    }
    return Picture.of(part("m", ElementType.FLOAT32, shape, payload.array())).orElseThrow();
  }

  @Test
  void shouldReachFromTheLeastToTheGreatestValue() {
    Picture picture = floats(List.of(2, 2), -1, 0, 1, 3);

    assertThat(picture.width()).isEqualTo(2);
    assertThat(picture.height()).isEqualTo(2);
    assertThat(picture.grey()).containsExactly(0, 64, 128, 255);
  }

  @Test
  void shouldShowAVectorAsARowAndAFlatOneAsBlack() {
    Picture picture = floats(List.of(3), 5, 5, 5);

    assertThat(picture.height()).isEqualTo(1);
    assertThat(picture.grey()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldShowWhatIsNoNumberAsTheLeast() {
    Picture picture = floats(List.of(3), Float.NaN, 1, Float.POSITIVE_INFINITY);

    assertThat(picture.grey()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldShowSomeOfAStackBesideEachOther() {
    Picture picture = bytes(List.of(9, 1, 2), 18).orElseThrow();

    assertThat(picture.width()).isEqualTo(6);
    assertThat(picture.grey()).containsExactly(0, 20, 118, 137, 235, 255);
  }

  @Test
  void shouldTakeFourAxesAsAStackOfStacks() {
    assertThat(bytes(List.of(2, 2, 4, 4), 64))
        .hasValueSatisfying(
            p -> {
              assertThat(p.width()).isEqualTo(12);
              assertThat(p.height()).isEqualTo(4);
            });
  }

  @Test
  void shouldMakeLargeOnesSmaller() {
    Picture picture = bytes(List.of(500, 300), 150_000).orElseThrow();

    assertThat(picture.width()).isEqualTo(Picture.SIDE);
    assertThat(picture.grey()).hasSize(Picture.SIDE * Picture.SIDE);
  }

  @Test
  void shouldBelieveNoShape() {
    assertThat(bytes(List.of(3, 3), 8)).isEmpty();
    assertThat(bytes(List.of(-1, -8), 8)).isEmpty();
    assertThat(bytes(List.of(0), 0)).isEmpty();
    assertThat(bytes(List.of(1 << 24, 1 << 24, 1 << 16), 8)).isEmpty();
    assertThat(bytes(List.of(Integer.MAX_VALUE, 2), 8)).isEmpty();
    assertThat(Picture.of(part("m", ElementType.FLOAT32, List.of(1), new byte[3]))).isEmpty();
  }
}
