package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long") // three learners of 22 million parameters
class ResNetIT {

  /** The whole ResNet-18, twice: it learns, says so in a version, and goes on to the bit. */
  @Test
  void shouldTrainAndRestoreResNets() {
    Architecture network = TestingNetworks.resNets();
    LearnerSettings settings =
        TestingClips.plain(network)
            .withPolicy("multi-loss")
            .withOptimizer(OptimizerSettings.named("adam").withLearningRate(1e-3));
    List<LabelledExample> batch = TestingClips.batch(network, 6, 0);
    try (Learner straight = Learner.create(settings);
        Learner again = Learner.create(settings)) {
      double first = straight.train(batch).losses().get("fused");
      again.train(batch);
      for (int k = 0; k < 3; k++) {
        straight.train(batch);
      }
      try (Learner restored = Learner.restore(settings, again.state())) {
        for (int k = 0; k < 3; k++) {
          restored.train(batch);
        }
        assertThat(straight.train(batch).losses().get("fused")).isLessThan(first / 2);
        restored.train(batch);
        assertThat(Bits.of(restored.weights())).isEqualTo(Bits.of(straight.weights()));
      }
      long encoder =
          TestingSteps.values(straight).entrySet().stream()
              .filter(tensor -> tensor.getKey().startsWith("encoders.sound."))
              .filter(tensor -> !tensor.getKey().contains("running_"))
              .mapToLong(tensor -> tensor.getValue().length)
              .sum();
      // torchvision's 11,689,512 without the classifier's 513,000, and one channel in place of
      // three
      assertThat(encoder).isEqualTo(11_689_512 - 513_000 - 2 * 64 * 7 * 7);
    }
  }
}
