package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A state dictionary as torchvision writes it, for a spectrogram and for pictures in colour. */
class TorchvisionWeightsTest {

  private static final Architecture COLOUR =
      new Architecture(
          List.of(
              new ModalitySpec("sound", List.of(8, 8), new ResNet18Spec(0)),
              new ModalitySpec("sight", List.of(2, 3, 6, 6), new ResNet18Spec(0))),
          "late-linear",
          3);

  @Test
  void shouldBeginEveryResNetWithThem() {
    List<WeightTensor> given = stateDictionary();
    try (Learner learner = Learner.create(TestingClips.plain(COLOUR), given)) {
      Map<String, float[]> values = TestingSteps.values(learner);
      float[] kernels = values(given.get(0));
      float[] gray = values.get("encoders.sound.conv1.weight");

      assertThat(values.get("encoders.sight.conv1.weight")).isEqualTo(kernels);
      for (int i = 0; i < 49; i++) {
        assertThat(gray[i])
            .isCloseTo(kernels[i] + kernels[49 + i] + kernels[98 + i], within(1e-6f));
      }
      for (WeightTensor tensor : given.subList(1, given.size() - 2)) {
        for (String modality : List.of("sound", "sight")) {
          assertThat(values.get("encoders.%s.%s".formatted(modality, tensor.name())))
              .as(tensor.name())
              .isEqualTo(values(tensor));
        }
      }
    }
  }

  @Test
  void shouldSayWhereNothingCanBeginWithThem() {
    assertThatThrownBy(
            () -> Learner.create(TestingClips.plain(TestingClips.pair()), stateDictionary()))
        .hasMessage(
            "the tensors have the names of torchvision's resnet18, and no modality has such an encoder. Set learner.encoders, or use weights of this network.");
  }

  @Test
  void shouldNameATensorThatDoesNotFit() {
    List<WeightTensor> narrow = new ArrayList<>(stateDictionary());
    narrow.set(1, tensor("bn1.weight", 32));
    assertThatThrownBy(() -> Learner.create(TestingClips.plain(COLOUR), narrow))
        .hasMessage(
            "tensor encoders.sound.bn1.weight: expected (64) but got (32). Use weights of the same architecture.");
  }

  /** In its order: convolutions, batch norms with their running statistics, the classifier. */
  private static List<WeightTensor> stateDictionary() {
    List<WeightTensor> tensors = new ArrayList<>(List.of(tensor("conv1.weight", 64, 3, 7, 7)));
    batchNorm("bn1", 64, tensors);
    int in = 64;
    for (int stage = 1; stage <= 4; stage++) {
      int out = 32 << stage;
      for (int block = 0; block < 2; block++) {
        String name = "layer%d.%d.".formatted(stage, block);
        tensors.add(tensor(name + "conv1.weight", out, in, 3, 3));
        batchNorm(name + "bn1", out, tensors);
        tensors.add(tensor(name + "conv2.weight", out, out, 3, 3));
        batchNorm(name + "bn2", out, tensors);
        if (block == 0 && stage > 1) {
          tensors.add(tensor(name + "downsample.0.weight", out, in, 1, 1));
          batchNorm(name + "downsample.1", out, tensors);
        }
        in = out;
      }
    }
    tensors.add(tensor("fc.weight", 1000, 512));
    tensors.add(tensor("fc.bias", 1000));
    return tensors;
  }

  private static void batchNorm(String name, int channels, List<WeightTensor> tensors) {
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      tensors.add(tensor(name + "." + part, channels));
    }
  }

  private static WeightTensor tensor(String name, int... shape) {
    int size = 1;
    for (int s : shape) {
      size *= s;
    }
    Random random = new Random(name.hashCode());
    ByteBuffer data = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = data.asFloatBuffer();
    for (int i = 0; i < size; i++) {
      floats.put(i, 0.05f * random.nextFloat() + 0.01f);
    }
    return new WeightTensor(name, shape, data);
  }

  private static float[] values(WeightTensor tensor) {
    FloatBuffer floats = tensor.data().asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
