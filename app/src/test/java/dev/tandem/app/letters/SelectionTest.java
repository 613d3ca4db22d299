package dev.tandem.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final DeadLetterRecord NAMELESS = TestingDeadLetters.letter(1, Map.of());

  @Test
  void shouldTakeEverythingWhereNothingIsAsked() {
    Selection all = new Selection(Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(all).accepts(NAMELESS, TestingDeadLetters.from("t"));
  }

  @Test
  void shouldFindPartOfAReasonInUpperOrLowerCase() {
    Selection finite =
        new Selection(Optional.of("Must Be finite"), Optional.empty(), Optional.empty());

    assertThat(finite)
        .accepts(TestingDeadLetters.because("element 3 is NaN; every element must be finite"))
        .rejects(TestingDeadLetters.because("the value is null"), NAMELESS);
  }

  @Test
  void shouldTakeWhatComesFromOneTopicOnly() {
    Selection labels =
        new Selection(Optional.of("null"), Optional.of("av.labels.v1"), Optional.empty());

    assertThat(labels)
        .accepts(TestingDeadLetters.from("av.labels.v1"))
        .rejects(TestingDeadLetters.from("av.labels.v10"), NAMELESS);
  }

  @Test
  void shouldTakeWhatComesFromOneStreamOnly() {
    Selection camera = new Selection(Optional.empty(), Optional.empty(), Optional.of("cam-1"));

    assertThat(camera)
        .accepts(TestingDeadLetters.letter(1, Map.of("stream", "cam-1")))
        .rejects(TestingDeadLetters.letter(2, Map.of("stream", "cam-10")), NAMELESS);
  }
}
