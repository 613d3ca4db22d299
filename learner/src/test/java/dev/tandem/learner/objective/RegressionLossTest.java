package dev.tandem.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.network.Rows;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand. */
class RegressionLossTest {

  private static final Offset<Double> TIGHT = within(1e-9);

  @Test
  void shouldAverageSquaredErrorsOverTargetsAndTheBatch() {
    HeadOutput output =
        new HeadOutput("m", new Rows(new int[] {0, 2}, 4), new float[] {1, 2, 3, 4});
    Labels labels =
        Labels.ofTargets(new float[] {0, 2}, new float[2], new float[] {3, 1}, new float[2]);

    HeadLoss loss = new MeanSquaredError().loss(output, labels, 2);

    // rows (1 + 0)/2 and (0 + 9)/2, over 4
    assertThat(loss.loss()).isCloseTo(5.0 / 4, TIGHT);
    assertThat(loss.gradient()).containsExactly(0.5f, 0, 0, 1.5f);
    assertThat(loss.scoreSum(new int[] {2})).isCloseTo(4.5, TIGHT);
  }

  /** x = (0, 2), y = (1, 5): cov 2, variances 1 and 4, means 1 and 3: CCC = 4/9. */
  @Test
  void shouldTakeConcordanceWithPopulationMoments() {
    HeadOutput output = new HeadOutput("m", Rows.all(2), new float[] {0, 2});
    Labels labels = Labels.ofTargets(new float[] {1}, new float[] {5});

    HeadLoss loss = new Concordance().loss(output, labels, 1);

    assertThat(loss.loss()).isCloseTo(5.0 / 9, TIGHT);
    assertThat(loss.scoreSum(new int[] {0, 1})).isCloseTo(10.0 / 9, TIGHT);
  }

  @Test
  void shouldFollowTheSlopeOfConcordance() {
    float[] x = {0.3f, -1.2f, 2, 0.5f, 1, -0.4f};
    Labels labels =
        Labels.ofTargets(new float[] {1, 0}, new float[] {-2, 0.5f}, new float[] {0.4f, 3});
    HeadLoss loss = loss(x, labels);
    for (int i = 0; i < x.length; i++) {
      float[] above = x.clone();
      float[] below = x.clone();
      above[i] += 1e-3f;
      below[i] -= 1e-3f;
      double slope =
          (loss(above, labels).loss() - loss(below, labels).loss()) / (above[i] - below[i]);
      assertThat((double) loss.gradient()[i]).isCloseTo(slope, within(1e-4));
    }
  }

  @Test
  void shouldScoreNoPairedRowByItsConcordance() {
    Labels labels = Labels.ofTargets(new float[] {1}, new float[] {5}, new float[] {2});
    HeadLoss all = loss(new float[] {0, 2, 1}, labels);
    HeadLoss one = lossOf(new Rows(new int[] {1}, 3), labels);
    HeadLoss two = lossOf(new Rows(new int[] {0, 1}, 3), labels);
    List<String> modalities = List.of("a", "b");

    assertThat(new PairedScores(modalities, Map.of("a", all, "b", one), 3).rows()).isZero();
    assertThat(new PairedScores(modalities, Map.of("a", all, "b", two), 3).rows()).isEqualTo(2);
  }

  private static HeadLoss lossOf(Rows rows, Labels labels) {
    HeadOutput output = new HeadOutput("m", rows, new float[rows.count()]);
    return new Concordance().loss(output, labels, 1);
  }

  @Test
  void shouldHaveNoConcordanceOfOneRow() {
    HeadOutput output = new HeadOutput("m", new Rows(new int[] {1}, 3), new float[] {7});
    Labels labels = Labels.ofTargets(new float[1], new float[1], new float[1]);

    HeadLoss loss = new Concordance().loss(output, labels, 1);

    assertThat(loss.loss()).isZero();
    assertThat(loss.gradient()).containsExactly(0);
  }

  private static HeadLoss loss(float[] x, Labels labels) {
    return new Concordance().loss(new HeadOutput("m", Rows.all(3), x), labels, 1);
  }
}
