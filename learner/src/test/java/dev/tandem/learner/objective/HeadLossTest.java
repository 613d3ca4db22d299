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

    HeadLoss loss = HeadLoss.of(output, new int[] {9, 1, 9, 0}, 2);

    assertThat(loss.loss()).isCloseTo((Math.log(4.0 / 3) + Math.log(2)) / 4, TIGHT);
    assertThat(loss.gradient())
        .containsExactly(
            new float[] {2 * 0.25f / 4, -2 * 0.25f / 4, -2 * 0.5f / 4, 2 * 0.5f / 4},
            within(1e-7f));
    assertThat(loss.labelProbability(1)).isCloseTo(0.75, TIGHT);
    assertThat(loss.has(3)).isTrue();
    assertThat(loss.has(2)).isFalse();
  }

  @Test
  void shouldStayExactForLogitsFarApart() {
    HeadOutput output = new HeadOutput("m", Rows.all(1), new float[] {1000, -1000, 0});

    assertThat(output.crossEntropy(0, 1)).isEqualTo(2000);
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
    assertThat(both.probabilitySums()[0]).isCloseTo(0.25 + 0.25, TIGHT);
    assertThat(both.probabilitySums()[1]).isCloseTo(0.5 + 0.75, TIGHT);
    assertThat(one.rows()).isZero();
  }

  private static HeadLoss loss(String head, Rows rows, float... logits) {
    return HeadLoss.of(new HeadOutput(head, rows, logits), new int[] {0, 0, 0}, 1);
  }
}
