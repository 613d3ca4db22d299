package dev.tandem.trainer.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.records.Label;
import dev.tandem.trainer.TestingRecords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
  private static final List<String> CLASSES = List.of("cat", "dog");
  private final Vocabulary growing = new Vocabulary(CLASSES, 4);

  @Test
  void shouldStayAsItIsUnlessItMayGrow() {
    assertThat(Vocabulary.fixed(CLASSES).grows()).isFalse();
    assertThatThrownBy(() -> Vocabulary.fixed(CLASSES).read(label("fox")))
        .hasMessage("class is 'fox'; known are [cat, dog]");
  }

  @Test
  void shouldTakeAnyNameWhereItMayGrow() {
    assertThat(growing.grows()).isTrue();
    assertThat(growing.read(label("fox"))).isEqualTo(LabelValue.ofClass("fox"));
    growing.read(label("Füchsin 2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "cat ", "cat,dog", "a\nb"})
  void shouldRefuseWhatIsNoName(String name) {
    assertThatThrownBy(() -> growing.read(label(name)))
        .hasMessageContaining("must be a name of 1 to 100 characters, without commas");
    assertThatThrownBy(() -> growing.read(label("x".repeat(101))))
        .hasMessageContaining("must be a name of 1 to 100 characters, without commas");
  }

  @Test
  void shouldTakeConfiguredNamesAsTheyAre() {
    String longer = "x".repeat(101);
    Vocabulary.fixed(List.of("a", longer)).read(label(longer));
    new Vocabulary(List.of("a", longer), 3).read(label(longer));
  }

  @Test
  void shouldGoOnWithTheClassesOfASavedModel() {
    assertThat(growing.restored(CLASSES)).isEqualTo(CLASSES);
    assertThat(growing.restored(List.of("cat", "dog", "fox"))).containsExactly("cat", "dog", "fox");
  }

  @Test
  void shouldRefuseASavedModelOfOtherClasses() {
    assertThatThrownBy(() -> growing.restored(List.of("dog", "cat", "fox")))
        .hasMessage(
            "trainer.classes is [cat, dog]; the saved state knows [dog, cat, fox]. Use those, or start a new generation.");
    assertThatThrownBy(() -> growing.restored(List.of("cat", "dog", "a", "b", "c")))
        .hasMessage(
            "trainer.max-classes allows 4; the saved state knows 5. Set it to as many, or to more.");
  }

  private static Label label(String className) {
    return TestingRecords.label("x", 0, className);
  }

  @Test
  void shouldNotBeginWithMoreThanItMayKnow() {
    assertThatThrownBy(() -> new Vocabulary(CLASSES, 1))
        .hasMessage("trainer.max-classes is 1; must be 0, or at least the 2 of trainer.classes");
  }
}
