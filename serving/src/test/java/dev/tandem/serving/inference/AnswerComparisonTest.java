package dev.tandem.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ShadowComparison;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.delivery.TestingClock;
import dev.tandem.serving.delivery.TestingModels;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
  private final TestingModels models = new TestingModels();
  private final BatchScorer scorer =
      new BatchScorer(Topics.standard(), TopClasses.ALL, new TestingClock());

  @Test
  void shouldCountAgreementAndHowFarProbabilitiesDiffer() {
    ShadowComparison same = compare(0.75f, 0.5625f);
    assertThat(same.getClips()).isEqualTo(2);
    assertThat(same.getAgreeing()).isEqualTo(2);
    assertThat(same.getDifference()).isEqualTo(2 * 0.1875, within(1e-9));

    ShadowComparison other = compare(0.75f, 0.25f);
    assertThat(other.getAgreeing()).isZero();
    assertThat(other.getLargestDifference()).isEqualTo(0.5, within(1e-9));
    assertThat(other.getVersion()).isEqualTo(1);
    assertThat(other.getShadowVersion()).isEqualTo(2);
    assertThat(other.getShadowMillis()).isEqualTo(1.5);
  }

  @Test
  void shouldTellHowFarValuesDiffer() {
    TestingModels regressions = new TestingModels(Task.REGRESSION);
    ServedModel primary = regressions.serve(Publication.of(1, 1, 0.75f));
    Answers given = scorer.answer(primary, records());
    ShadowComparison itself =
        new AnswerComparison(primary, primary).of(given, given, Instant.EPOCH, 1);
    assertThat(itself.getAgreeing()).isEqualTo(2);

    ServedModel shadow = regressions.serve(Publication.of(1, 2, 0.5f));
    ShadowComparison other =
        new AnswerComparison(primary, shadow)
            .of(given, scorer.answer(shadow, records()), Instant.EPOCH, 1);
    assertThat(other.getAgreeing()).isZero();
    assertThat(other.getDifference()).isEqualTo(2 * 0.25, within(1e-9));
  }

  @Test
  void shouldNotCompareValuesWithClasses() {
    ServedModel primary = models.serve(Publication.of(1, 1, 0.75f));
    ServedModel shadow = new TestingModels(Task.REGRESSION).serve(Publication.of(1, 2, 0.75f));

    ShadowComparison comparison =
        new AnswerComparison(primary, shadow)
            .of(
                scorer.answer(primary, records()),
                scorer.answer(shadow, records()),
                Instant.EPOCH,
                1);
    assertThat(comparison.getClips()).isZero();
    assertThat(comparison.getUnanswered()).isEqualTo(2);
  }

  @Test
  void shouldCountWhatTheShadowCouldNotAnswer() {
    ServedModel primary = models.serve(Publication.of(1, 1, 0.75f));
    ServedModel shadow = models.serve(Publication.of(1, 2, 0.75f));
    Answers given = scorer.answer(primary, records());
    Answers none = scorer.answer(shadow, List.of());

    ShadowComparison comparison =
        new AnswerComparison(primary, shadow).of(given, none, Instant.EPOCH, 1);
    assertThat(comparison.getClips()).isZero();
    assertThat(comparison.getUnanswered()).isEqualTo(2);
  }

  private ShadowComparison compare(float weight, float shadowWeight) {
    ServedModel primary = models.serve(Publication.of(1, 1, weight));
    ServedModel shadow = models.serve(Publication.of(1, 2, shadowWeight));
    return new AnswerComparison(primary, shadow)
        .of(
            scorer.answer(primary, records()),
            scorer.answer(shadow, records()),
            Instant.EPOCH,
            1.5);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records() {
    return List.of(Clips.record(0, 0, Clips.good("a")), Clips.record(0, 1, Clips.good("b")));
  }
}
