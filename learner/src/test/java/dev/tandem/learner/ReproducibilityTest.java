package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReproducibilityTest {

  private static final Architecture PAIR = TestingClips.pair();

  /** Trains and prints the digest of the weights. */
  static final class Training {

    private Training() {}

    public static void main(String[] args) {
      System.out.print(digestAfter(40) + "\n");
      System.out.flush();
    }
  }

  @Test
  void shouldGiveTheSameBitsInAnotherJvm() {
    assertThat(TestingJvm.run(Training.class, List.of("-Xint"))).containsExactly(digestAfter(40));
  }

  @Test
  void shouldStartFromTheSameBitsEverywhere() {
    assertThat(digest(TestingClips.plain(PAIR), 0))
        .as("initial parameters are part of what a seed means; a change breaks old runs")
        .isEqualTo("78c096cbccaf57ef7db106d5bc01489df865562628ff26b350f3fe8060200347");
  }

  /** With everything on, every optimizer after the other, then what other policies compute. */
  private static String digestAfter(int steps) {
    StringBuilder digests = new StringBuilder();
    for (String optimizer : List.of("adam", "adamw", "rmsprop", "sgd")) {
      LearnerSettings settings =
          TestingClips.settings(PAIR)
              .withRehearsal(RehearsalSettings.defaults().withClips(30).withUpdatesPerBatch(2))
              .withOptimizer(OptimizerSettings.named(optimizer));
      digests.append(digest(settings, steps));
    }
    for (String policy : List.of("agreement", "ogm-ge")) {
      digests.append(digest(TestingClips.settings(PAIR).withPolicy(policy), steps));
    }
    return digests.toString();
  }

  private static String digest(LearnerSettings settings, int steps) {
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < steps; k++) {
        learner.train(TestingClips.batch(PAIR, 8, k));
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Bits.of(learner.weights()));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
