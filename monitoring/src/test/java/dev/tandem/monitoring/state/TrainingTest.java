package dev.tandem.monitoring.state;

import static dev.tandem.monitoring.TestingRecords.START;
import static dev.tandem.monitoring.TestingRecords.step;
import static dev.tandem.monitoring.TestingRecords.totals;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.TrainingEventKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private final TestingBoard board = new TestingBoard();

  private JsonObject head(int index) {
    return board.object("training").getAsJsonArray("heads").get(index).getAsJsonObject();
  }

  @Test
  void shouldTellAMeanOfWhatIsThere() {
    board.step(step(1, 3).build());

    assertThat(head(0).get("name").getAsString()).isEqualTo("fused");
    assertThat(head(0).get("accuracy").getAsDouble()).isEqualTo(0.3);

    board.step(step(2, 5).build());

    assertThat(head(0).get("accuracy").getAsDouble()).isEqualTo(0.4);
    assertThat(head(0).get("clips").getAsLong()).isEqualTo(20);
  }

  @Test
  void shouldTellAMeanOfTheLastFiveHundredClips() {
    for (int i = 1; i <= 50; i++) {
      board.step(step(i, 0).build());
    }
    for (int i = 51; i <= 75; i++) {
      board.step(step(i, 10).build());
    }

    assertThat(head(0).get("clips").getAsLong()).isEqualTo(500);
    assertThat(head(0).get("accuracy").getAsDouble()).isEqualTo(0.5);
  }

  @Test
  void shouldCountAStepOnceThatWasWrittenAgain() {
    board.step(step(1, 3).build());
    board.step(step(2, 3).build());
    board.offer(START.plusSeconds(60), step(1, 3).build());
    board.offer(START.plusSeconds(61), step(2, 3).build());
    board.offer(START.plusSeconds(62), step(3, 3).build());

    assertThat(board.column("steps", "")).containsExactly(1.0, 1.0, 1.0);
    assertThat(head(0).get("clips").getAsLong()).isEqualTo(30);
    assertThat(board.events())
        .containsExactly(
            "recovery: the job was restored, and takes step 1 again; nothing is trained twice");
  }

  @Test
  void shouldGoOnInALaterGeneration() {
    board.step(step(5, 3).build());
    board.offer(START.plusSeconds(60), step(1, 3).setGeneration(2).build());

    assertThat(board.object("training").get("generation").getAsInt()).isEqualTo(2);
    assertThat(board.object("training").get("step").getAsInt()).isEqualTo(1);
    assertThat(board.events()).containsExactly("generation: generation 2 begins");
  }

  @Test
  void shouldTellDriftGuardHaltAndResume() {
    board.step(step(1, 3).build());
    board.step(step(2, 3).setTotals(totals(Map.of("drift.fused", 1.0))).build());
    board.step(
        step(3, 3)
            .setKind(TrainingEventKind.SKIPPED)
            .setReason("the loss is NaN")
            .setTotals(totals(Map.of("drift.fused", 1.0, "batchesSkipped", 1.0)))
            .build());
    board.step(
        step(4, 3)
            .setKind(TrainingEventKind.SKIPPED)
            .setReason("by hand")
            .setTotals(totals(Map.of("drift.fused", 1.0, "batchesSkipped", 2.0, "halted", 1.0)))
            .build());
    assertThat(board.object("training").get("halted").getAsBoolean()).isTrue();

    board.step(
        step(5, 3)
            .setTotals(totals(Map.of("drift.fused", 1.0, "batchesSkipped", 2.0, "halted", 0.0)))
            .build());

    assertThat(board.object("training").get("halted").getAsBoolean()).isFalse();
    assertThat(board.events())
        .containsExactly(
            "resume: learning goes on",
            "halt: learning is halted: by hand",
            "guard: a batch was skipped: the loss is NaN",
            "drift: the error of fused has risen");
  }

  @Test
  void shouldTellWhenAModalityGoesDarkAndWhenItIsBack() {
    board.step(step(1, 3).setDeadModalities(List.of("video")).build());
    board.step(step(2, 3).setDeadModalities(List.of("video")).build());
    assertThat(board.object("training").get("dead")).hasToString("[\"video\"]");

    board.step(step(3, 3).build());

    assertThat(board.object("training").getAsJsonArray("dead")).isEmpty();
    assertThat(board.events())
        .containsExactly(
            "back: video is back",
            "dark: video shows nothing any more; it teaches nothing until it is back");
  }

  @Test
  void shouldShowErrorsWhereThereAreTargets() {
    board.step(step(1, 0).setHeads(List.of(new HeadResult("valence", 0.25, 10, -1))).build());

    assertThat(head(0).get("accuracy").isJsonNull()).isTrue();
    assertThat(head(0).get("loss").getAsDouble()).isEqualTo(0.25);
    assertThat(board.column("correct", "valence")).isEmpty();
    assertThat(board.column("loss", "valence")).containsExactly(2.5);
  }

  @Test
  void shouldTakePacesAsPowersOfTwoAndLeaveOutThoseThatAreNone() {
    board.step(
        step(1, 0)
            .setPaces(
                List.of(
                    new ModalityPace("a", 0.0, 0.0, 0.5),
                    new ModalityPace("b", 0.0, 0.0, Double.NaN),
                    new ModalityPace("c", 0.0, 0.0, 0.0)))
            .build());

    assertThat(board.column("pace", "a")).containsExactly(-1.0);
    assertThat(board.column("paced", "a")).containsExactly(1.0);
    assertThat(board.column("paced", "b")).isEmpty();
    assertThat(board.column("paced", "c")).isEmpty();
  }

  @Test
  void shouldKeepTheColumnsBoundedWhateverModalitiesThereAre() {
    for (int i = 1; i <= 100; i++) {
      board.step(
          step(i, 0)
              .setHeads(
                  List.of(new HeadResult("m" + i, 1.0, 10, 1), new HeadResult("n" + i, 1.0, 1, 1)))
              .build());
    }

    assertThat(board.snapshot().getAsJsonObject("series").getAsJsonArray("columns"))
        .hasSize(Series.MOST_COLUMNS);
    assertThat(board.object("training").getAsJsonArray("heads")).hasSize(64);
  }

  @Test
  void shouldTakeTheNewestWordOnTotals() {
    board.step(step(3, 3).build());
    board.step(
        step(3, 0)
            .setKind(TrainingEventKind.PROGRESS)
            .setSequence(7)
            .setTotals(totals(Map.of("trained", 31.0)))
            .build());
    board.step(step(2, 0).setKind(TrainingEventKind.PROGRESS).setSequence(5).build());

    assertThat(board.object("training").getAsJsonObject("totals").get("trained").getAsDouble())
        .isEqualTo(31);
  }
}
