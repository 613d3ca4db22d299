package dev.tandem.learner.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResNet18SpecTest {

  /** One setting holds for coloured frames and for the spectrogram beside them. */
  @Test
  void shouldGiveChannelsToFramesAlone() {
    ResNet18Spec coloured = new ResNet18Spec(3);

    assertThat(coloured.channelsOf(TensorShape.of(9, 224, 224))).isEqualTo(3);
    assertThat(coloured.channelsOf(TensorShape.of(257, 188))).isEqualTo(1);
    coloured.requireReadable("audio", TensorShape.of(257, 188));
  }

  @Test
  void shouldTakeChannelsFromTheShapeUnlessTold() {
    ResNet18Spec spec = new ResNet18Spec(0);

    assertThat(spec.channelsOf(TensorShape.of(9, 28, 28))).isEqualTo(1);
    assertThat(spec.channelsOf(TensorShape.of(2, 3, 28, 28))).isEqualTo(3);
  }

  @Test
  void shouldRefuseFramesThatAreNotWhole() {
    assertThatThrownBy(
            () -> new ResNet18Spec(3).requireReadable("video", TensorShape.of(8, 28, 28)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a resnet18 encoder of 3 channels expected input");
    assertThatThrownBy(
            () -> new ResNet18Spec(2).requireReadable("video", TensorShape.of(10, 3, 28, 28)))
        .hasMessageContaining("a resnet18 encoder of 2 channels expected input");
  }
}
