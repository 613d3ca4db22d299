package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.StepReport;
import dev.tandem.learner.StepReport.Outcome;
import dev.tandem.learner.policy.ModalityStep;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.training.Work.Train;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainingRecordsTest {
  private final TrainingRecords records =
      new TrainingRecords(
          TestingModel.settings(Map.of()),
          "",
          Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC));

  @Test
  void shouldTellOfDriftAndOfDeadModalities() {
    TrainingEvent event =
        event(
            Map.of(
                "audio", new ModalityStep(0.5, 1, 1, false),
                "video", new ModalityStep(0.1, 5, 1, true)),
            List.of("fused", "video"));

    assertThat(event.getDrifted()).containsExactly("fused", "video");
    assertThat(event.getDeadModalities()).containsExactly("video");
  }

  @Test
  void shouldTellOfNoneWhereThereIsNone() {
    TrainingEvent event = event(Map.of("audio", new ModalityStep(0.5, 1, 1, false)), List.of());

    assertThat(event.getDrifted()).isEmpty();
    assertThat(event.getDeadModalities()).isEmpty();
  }

  private TrainingEvent event(Map<String, ModalityStep> modalities, List<String> drifted) {
    StepReport report = new StepReport(7, 4, Outcome.TRAINED, "", 0, Map.of(), modalities, drifted);
    return Wire.decode(
        records
            .step(
                new Train(List.of(), 1_000),
                report,
                new TreeMap<>(),
                new Totals(new TreeMap<>()),
                PublicationState.initial(1),
                1)
            .value(),
        TrainingEvent.class);
  }
}
