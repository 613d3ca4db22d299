package dev.tandem.monitoring.state;

import static dev.tandem.monitoring.TestingRecords.answer;
import static dev.tandem.monitoring.TestingRecords.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.LabelKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CasesTest {
  private final Cases cases = new Cases();

  private int of(String truth, String answer) {
    List<String> names = List.copyOf(cases.names());
    return cases.confusion().of(names.indexOf(truth), names.indexOf(answer));
  }

  @Test
  void shouldJoinLabelAndAnswerWhicheverComesFirst() {
    cases.offer(label("a", "cat"), 1);
    cases.offer(answer("a", "cat", 1));
    cases.offer(answer("b", "dog", 1));
    cases.offer(label("b", "cat"), 1);
    cases.offer(label("c", "cat"), 1);

    assertThat(of("cat", "cat")).isEqualTo(1);
    assertThat(of("cat", "dog")).isEqualTo(1);
    assertThat(cases.confusion().total()).isEqualTo(2);
    assertThat(cases.confusion().right()).isEqualTo(1);
    assertThat(cases.labelled()).containsExactly(3L, 0L);
  }

  @Test
  void shouldCountALabelAndAnAnswerOnceThatCameTwice() {
    cases.offer(label("a", "cat"), 1);
    cases.offer(label("a", "dog"), 2);
    cases.offer(answer("a", "cat", 1));
    cases.offer(answer("a", "dog", 2));

    assertThat(cases.confusion().total()).isEqualTo(1);
    assertThat(of("cat", "cat")).isEqualTo(1);
    assertThat(cases.labelled().get(0)).isEqualTo(1);
  }

  @Test
  void shouldObeyCorrectionsAndRetractions() {
    cases.offer(label("a", "cat"), 1);
    cases.offer(answer("a", "cat", 1));
    cases.offer(label("a", "dog", LabelKind.CORRECTION), 3);
    cases.offer(label("a", "cat", LabelKind.CORRECTION), 2);
    cases.offer(label("a", "cat"), 4);

    assertThat(of("dog", "cat")).isEqualTo(1);
    assertThat(cases.labelled()).containsExactly(0L, 1L);

    cases.offer(label("a", "", LabelKind.RETRACTION), 5);

    assertThat(cases.confusion().total()).isZero();
    assertThat(cases.labelled()).containsExactly(0L, 0L);
  }

  @Test
  void shouldHoldTheLastAnswersOnly() {
    for (int i = 0; i < 2 * Cases.JOINED; i++) {
      cases.offer(label("c" + i, i < Cases.JOINED ? "cat" : "dog"), 1);
      cases.offer(answer("c" + i, "dog", 1));
    }

    assertThat(cases.confusion().total()).isEqualTo(Cases.JOINED);
    assertThat(of("cat", "dog")).isZero();
  }

  @Test
  void shouldTakeTheClassesThatAreTooManyTogether() {
    for (int i = 0; i < 2 * Cases.CLASSES; i++) {
      cases.offer(label("c" + i, "class " + i), 1);
    }

    assertThat(cases.names()).hasSize(Cases.CLASSES + 1);
    assertThat(cases.labelled().get(Cases.CLASSES)).isEqualTo(Cases.CLASSES);
  }

  @Test
  void shouldSayWhatAClassIsTakenFor() {
    Confusion confusion = new Confusion(3);
    confusion.add(0, 0);
    confusion.add(0, 1);
    confusion.add(0, 2);
    confusion.add(0, 2);

    assertThat(confusion.taken(0)).isEqualTo(2);
    assertThat(confusion.taken(1)).isEqualTo(-1);
    assertThat(confusion.answered(0)).isEqualTo(4);
  }

  @Test
  void shouldJudgeAClassByItsLabelsAndAnswers() {
    assertThat(ClassVerdict.of(19, 19, 19, 0)).isEqualTo(ClassVerdict.TOO_FEW);
    assertThat(ClassVerdict.of(20, 9, 9, 0)).isEqualTo(ClassVerdict.UNTRIED);
    assertThat(ClassVerdict.of(20, 10, 8, 2)).isEqualTo(ClassVerdict.ENOUGH);
    assertThat(ClassVerdict.of(20, 20, 15, 3)).isEqualTo(ClassVerdict.CONFUSED);
    assertThat(ClassVerdict.of(20, 20, 15, 2)).isEqualTo(ClassVerdict.LEARNING);
  }
}
