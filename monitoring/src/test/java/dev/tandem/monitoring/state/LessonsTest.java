package dev.tandem.monitoring.state;

import static dev.tandem.monitoring.TestingRecords.START;
import static dev.tandem.monitoring.TestingRecords.answer;
import static dev.tandem.monitoring.TestingRecords.label;
import static dev.tandem.monitoring.TestingRecords.manifest;
import static dev.tandem.monitoring.TestingRecords.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tandem.schemas.records.LabelKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LessonsTest {
  private static final String CLIP = "teach-1-00000007";

  private final TestingBoard board = new TestingBoard();

  private JsonArray lessons() {
    return board.section("lessons").getAsJsonArray();
  }

  @Test
  void shouldHoldNothingBeforeSomebodyTeachesAndNothingOfOtherStreams() {
    board.offer(START, label(CLIP, "cat"));
    assertThat(lessons()).isEmpty();

    board.state.taught("teach-1");
    board.offer(START, label("cam-1-00000007", "cat"));
    board.offer(START, label("teach-10-00000007", "cat"));
    assertThat(lessons()).isEmpty();
  }

  @Test
  void shouldTellLabelAnswerAndTheStepThatLearnedAClip() {
    board.state.taught("teach-1");
    board.offer(START, manifest(3, START).build());
    board.offer(START, label(CLIP, "cat"));
    board.offer(START, answer(CLIP, "dog", 3));
    board.step(step(4, 1).setClipIds(List.of(CLIP, "other")).build());

    JsonObject lesson = lessons().get(0).getAsJsonObject();
    assertThat(lesson.get("truth").getAsString()).isEqualTo("cat");
    assertThat(lesson.get("step").getAsLong()).isEqualTo(4);
    JsonObject answer = lesson.getAsJsonObject("answer");
    assertThat(answer.get("version").getAsString()).isEqualTo("1.3");
    JsonObject fused = answer.getAsJsonArray("heads").get(0).getAsJsonObject();
    assertThat(fused.get("names").toString()).isEqualTo("[\"cat\",\"dog\"]");
    assertThat(fused.get("probabilities").toString()).isEqualTo("[0.75,0.25]");
  }

  @Test
  void shouldObeyCorrectionsAndRetractions() {
    board.state.taught("teach-1");
    board.offer(START, label(CLIP, "cat"));
    board.offer(START.plusSeconds(1), label(CLIP, "dog", LabelKind.CORRECTION));
    assertThat(lessons().get(0).getAsJsonObject().get("truth").getAsString()).isEqualTo("dog");

    board.offer(START.plusSeconds(2), label(CLIP, "", LabelKind.RETRACTION));
    assertThat(lessons().get(0).getAsJsonObject().get("truth").getAsString()).isEmpty();
  }

  @Test
  void shouldForgetTheOldest() {
    board.state.taught("teach-1");
    for (int i = 0; i < Lessons.MOST + 5; i++) {
      board.offer(START, label("teach-1-" + i, "cat"));
    }

    assertThat(lessons()).hasSize(Lessons.MOST);
    assertThat(lessons().get(0).getAsJsonObject().get("id").getAsString()).isEqualTo("teach-1-5");
  }
}
