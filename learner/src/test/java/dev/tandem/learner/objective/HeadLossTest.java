package dev.tandem.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.network.Rows;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand. */
class HeadLossTest {

  private static final Offset<Double> TIGHT = within(1e-6);
  private static final float LN3 = (float) Math.log(3);

  @Test
  void shouldSumOverTheRowsThereAndDivideByTheBatch() {
    // probabilities (1/4, 3/4) and (1/2, 1/2), of rows 1 and 3 of a batch of 4
    HeadOutput output =
        new HeadOutput("m", new Rows(new int[] {1, 3}, 4), new float[] {0, LN3, 5, 5});

    HeadLoss loss = new CrossEntropy(0).loss(output, Labels.ofClasses(9, 1, 9, 0), 2);

    assertThat(loss.loss()).isCloseTo((Math.log(4.0 / 3) + Math.log(2)) / 4, TIGHT);
    assertThat(loss.gradient())
        .containsExactly(
            new float[] {2 * 0.25f / 4, -2 * 0.25f / 4, -2 * 0.5f / 4, 2 * 0.5f / 4},
            within(1e-7f));
    assertThat(loss.scoreSum(new int[] {1})).isCloseTo(0.75, TIGHT);
    assertThat(loss.has(3)).isTrue();
    assertThat(loss.has(2)).isFalse();
  }

  /** Against torch.nn.functional.cross_entropy(..., label_smoothing=0.1), worked out by hand. */
  @Test
  void shouldSpreadAShareOfTheLabelOverAllClasses() {
    HeadOutput output = new HeadOutput("m", Rows.all(1), new float[] {0, LN3});

    HeadLoss loss = new CrossEntropy(0.1).loss(output, Labels.ofClasses(1), 1);

    // q = (0.05, 0.95), p = (1/4, 3/4)
    double expected = 0.05 * Math.log(4) + 0.95 * Math.log(4.0 / 3);
    assertThat(loss.loss()).isCloseTo(expected, TIGHT);
    assertThat(loss.gradient()).containsExactly(new float[] {0.2f, -0.2f}, within(1e-6f));
    assertThat(loss.scoreSum(new int[] {0})).isCloseTo(0.75, TIGHT);
  }

  @Test
  void shouldStayExactForLogitsFarApart() {
    HeadOutput output = new HeadOutput("m", Rows.all(1), new float[] {1000, -1000, 0});

    assertThat(new CrossEntropy(0).loss(output, Labels.ofClasses(1), 1).loss()).isEqualTo(2000);
    assertThat(output.probabilities(0)).containsExactly(1, 0, 0);
  }

  @Test
  void shouldSumScoresOverPairedRows() {
    HeadLoss first = loss("a", new Rows(new int[] {0, 1, 2}, 3), 0, LN3, 0, 0, 0, LN3);
    HeadLoss second = loss("b", new Rows(new int[] {0, 2}, 3), 0, 0, LN3, 0);
    List<String> modalities = List.of("a", "b");

    PairedScores both = new PairedScores(modalities, Map.of("a", first, "b", second), 3);
    PairedScores one = new PairedScores(modalities, Map.of("a", first), 3);

    assertThat(both.rows()).isEqualTo(2);
    assertThat(both.sums()[0]).isCloseTo(0.25 + 0.25, TIGHT);
    assertThat(both.sums()[1]).isCloseTo(0.5 + 0.75, TIGHT);
    assertThat(one.rows()).isZero();
  }

  private static HeadLoss loss(String head, Rows rows, float... logits) {
    return new CrossEntropy(0)
        .loss(new HeadOutput(head, rows, logits), Labels.ofClasses(0, 0, 0), 1);
  }
}
