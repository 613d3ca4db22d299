package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PaceSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings SETTINGS =
      TestingClips.plain(PAIR).withPace(PaceSettings.defaults().withScoreHalfLife(100_000));

  @Test
  void shouldTellWhenTheErrorRisesAndForgetOldScores() {
    LearnerSettings deaf = SETTINGS.withWatch(SETTINGS.watch().withDrift("off"));
    try (Learner watching = Learner.create(SETTINGS);
        Learner other = Learner.create(deaf)) {
      for (int k = 0; k < 150; k++) {
        assertThat(watching.train(TestingClips.batch(PAIR, 16, k)).drifted()).isEmpty();
        other.train(TestingClips.batch(PAIR, 16, k));
      }
      List<String> drifted = new ArrayList<>();
      StepReport last = null;
      StepReport unwatched = null;
      for (int k = 150; k < 170; k++) {
        last = watching.train(swapped(TestingClips.batch(PAIR, 16, k)));
        unwatched = other.train(swapped(TestingClips.batch(PAIR, 16, k)));
        drifted.addAll(last.drifted());
        assertThat(unwatched.drifted()).isEmpty();
      }

      assertThat(drifted).contains("fused", "sound", "sight");
      // the score of the old world weighs little: what is left of it is lower
      assertThat(last.modalities().get("sound").score())
          .isLessThan(unwatched.modalities().get("sound").score() - 0.2);
    }
  }

  private static List<LabelledExample> swapped(List<LabelledExample> batch) {
    return batch.stream()
        .map(clip -> new LabelledExample(clip.example(), (clip.label() + 1) % 3))
        .toList();
  }
}
