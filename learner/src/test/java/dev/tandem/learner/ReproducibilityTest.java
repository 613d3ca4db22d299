package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.spec.LearnerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM, which interprets every byte code, computes the same bits. */
class ReproducibilityTest {

  private static final Map<String, LearnerSettings> SETTINGS = TestingSettings.all();
  private static final int STOP = 3;
  private static final int STEPS = 7;

  /** Trains with all settings; keeps the states midway in a folder and prints the last ones'. */
  static final class Training {

    private Training() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(System.getProperty("tandem.states"));
      for (var settings : SETTINGS.entrySet()) {
        try (Learner learner = Learner.create(settings.getValue())) {
          train(learner, STOP);
          Files.write(folder.resolve(settings.getKey()), Bits.of(learner.state()));
          train(learner, STEPS);
          System.out.println(line(settings.getKey(), learner));
        }
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsInAnotherJvmAndGoOnFromItsStates(@TempDir Path folder)
      throws IOException {
    List<String> lines =
        TestingJvm.run(Training.class, List.of("-Xint", "-Dtandem.states=" + folder));

    assertThat(lines).containsExactlyElementsOf(straight());
    assertThat(goneOnFrom(folder)).containsExactlyElementsOf(lines);
  }

  @Test
  void shouldStartFromTheSameBitsEverywhere() {
    try (Learner learner = Learner.create(TestingClips.plain(TestingClips.pair()))) {
      assertThat(digest(Bits.of(learner.weights())))
          .as("initial parameters are part of what a seed means; a change breaks old runs")
          .isEqualTo("78c096cbccaf57ef7db106d5bc01489df865562628ff26b350f3fe8060200347");
    }
  }

  private static List<String> straight() {
    List<String> lines = new ArrayList<>();
    SETTINGS.forEach(
        (name, settings) -> {
          try (Learner learner = Learner.create(settings)) {
            train(learner, STEPS);
            lines.add(line(name, learner));
          }
        });
    return lines;
  }

  private static List<String> goneOnFrom(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (var settings : SETTINGS.entrySet()) {
      LearnerState saved = Bits.read(Files.readAllBytes(folder.resolve(settings.getKey())));
      try (Learner learner = Learner.restore(settings.getValue(), saved)) {
        train(learner, STEPS);
        lines.add(line(settings.getKey(), learner));
      }
    }
    return lines;
  }

  /** Up to a step. */
  private static void train(Learner learner, int steps) {
    while (learner.step() < steps) {
      StepReport report =
          learner.train(TestingSettings.batch(learner.settings(), (int) learner.step()));
      assertThat(report.trained()).as(report.reason()).isTrue();
    }
  }

  private static String line(String name, Learner learner) {
    return name + ": " + digest(Bits.of(learner.state()));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
