package dev.tandem.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingChangesTest {
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  private final TrainingChanges changes = new TrainingChanges();

  @Test
  void shouldSayNothingOfStepsThatChangeNothing() {
    assertThat(take(event(1))).isEmpty();
    assertThat(take(event(2))).isEmpty();
  }

  @Test
  void shouldTellOfDriftOnceThoughItIsWrittenTwice() {
    TrainingEvent.Builder drifted = event(1).setDrifted(List.of("fused", "video"));

    assertThat(take(drifted))
        .extracting(news -> news.json().toString())
        .containsExactly(
            """
            {"time":"2026-11-01T00:00:00Z","event":"drift","model":"av","generation":1,"step":1,"trainedUntil":"2026-11-01T00:00:00Z","heads":["fused","video"]}""");
    assertThat(take(drifted)).isEmpty();
    assertThat(take(event(2).setDrifted(List.of("fused")))).hasSize(1);
  }

  @Test
  void shouldTellWhenAModalityDiesAndComesBack() {
    assertThat(take(event(1).setDeadModalities(List.of("video"))))
        .extracting(ModelNews::line)
        .containsExactly(
            "2026-11-01T00:00:00Z  av  step 1  video: dark or mute, so that every pace is 1");
    assertThat(take(event(2).setDeadModalities(List.of("video")))).isEmpty();
    assertThat(take(event(3).setKind(TrainingEventKind.PROGRESS))).isEmpty();
    assertThat(take(event(4))).extracting(ModelNews::event).containsExactly("modality-back");
  }

  @Test
  void shouldTellWhenTheModelHaltsAndLearnsAgain() {
    List<ModelNews> halted =
        take(
            event(1)
                .setKind(TrainingEventKind.SKIPPED)
                .setReason("the loss of audio is NaN, for 3 batches in a row: the model halts")
                .setTotals(List.of(new NamedValue("halted", 1.0))));

    assertThat(halted).hasSize(1);
    assertThat(halted.get(0).event()).isEqualTo("halted");
    assertThat(halted.get(0).json().get("reason").asText()).contains("NaN");
    assertThat(take(event(2).setTotals(List.of(new NamedValue("halted", 1.0))))).isEmpty();
    assertThat(take(event(3).setTotals(List.of(new NamedValue("halted", 0.0)))))
        .extracting(ModelNews::event)
        .containsExactly("resumed");
  }

  @Test
  void shouldKeepModelsAndGenerationsApart() {
    take(event(5).setDrifted(List.of("fused")));

    assertThat(take(event(1).setModel("other").setDrifted(List.of("fused"))))
        .extracting(ModelNews::subject)
        .containsExactly("other");
    assertThat(take(event(1).setGeneration(2).setDrifted(List.of("fused")))).hasSize(1);
    assertThat(take(event(6).setDrifted(List.of("fused")))).as("of the one before").isEmpty();
  }

  private List<ModelNews> take(TrainingEvent.Builder event) {
    return changes.take(event.build());
  }

  private static TrainingEvent.Builder event(long step) {
    return TrainingEvent.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setSequence(2 * step)
        .setKind(TrainingEventKind.STEP)
        .setStep(step)
        .setTrainedUntil(TIME)
        .setWrittenAt(TIME)
        .setClipIds(List.of())
        .setPaces(List.of())
        .setHeads(List.of())
        .setTotals(List.of())
        .setPublishedVersion(0)
        .setStepMillis(1);
  }
}
