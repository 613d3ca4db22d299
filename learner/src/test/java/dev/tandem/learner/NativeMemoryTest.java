package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.LearnerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeMemoryTest {

  private static final int WARM = Integer.getInteger("tandem.warm", 800);
  private static final int STEPS = Integer.getInteger("tandem.steps", 2_300);

  /**
   * Trains, by blocks and by whole tensors, predicts and loads versions; prints the resident
   * kilobytes after warming up and at the end. The heap is touched whole at the start, so what
   * grows is native.
   */
  static final class Training {

    private Training() {}

    public static void main(String[] args) throws IOException {
      Architecture pair = TestingClips.pair();
      List<LabelledExample> batch = TestingClips.batch(pair, 4, 0);
      LearnerSettings settings = TestingClips.settings(pair);
      LearnerSettings tensors =
          settings
              .withPolicy("agreement")
              .withCompute(ComputeSettings.defaults().withDevice("cpu-tensors"));
      try (Learner learner = Learner.create(settings);
          Learner onDevice = Learner.create(tensors)) {
        for (int k = 1; k <= STEPS; k++) {
          learner.train(batch);
          onDevice.train(batch);
          if (k % 8 == 0) {
            predictWith(learner.weights(), pair, batch);
          }
          if (k == WARM || k == STEPS) {
            System.out.println(kilobytes("VmRSS"));
          }
        }
      }
    }

    private static void predictWith(
        List<WeightTensor> weights, Architecture architecture, List<LabelledExample> batch) {
      try (Predictor predictor = Predictor.load(architecture, weights)) {
        predictor.predict(TestingClips.examples(batch));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldStayFlatOverThousandsOfSteps() {
    List<Long> resident = resident(WARM, STEPS);

    // 1,500 steps that each left one set of gradients behind would be over 10 MB
    assertThat(resident.get(1) - resident.get(0)).isLessThan(8_000);
  }

  /**
   * Of this process.
   *
   * @param what a line of Linux's {@code /proc/self/status}
   */
  static long kilobytes(String what) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(what))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Resident kilobytes after warming up and at the end, with a heap that is fixed. */
  static List<Long> resident(int warm, int steps) {
    List<String> flags =
        List.of(
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dtandem.warm=" + warm,
            "-Dtandem.steps=" + steps);
    return TestingJvm.run(Training.class, flags).stream().map(Long::valueOf).toList();
  }
}
