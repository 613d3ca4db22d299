package dev.tandem.trainer.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    assertThatThrownBy(() -> Vocabulary.fixed(CLASSES).require("fox"))
        .hasMessage("class is 'fox'; known are [cat, dog]");
  }

  @Test
  void shouldTakeAnyNameWhereItMayGrow() {
    assertThat(growing.grows()).isTrue();
    growing.require("fox");
    growing.require("Füchsin 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "cat ", "cat,dog", "a\nb"})
  void shouldRefuseWhatIsNoName(String name) {
    assertThatThrownBy(() -> growing.require(name))
        .hasMessageContaining("must be a name of 1 to 100 characters, without commas");
    assertThatThrownBy(() -> growing.require("x".repeat(101)))
        .hasMessageContaining("must be a name of 1 to 100 characters, without commas");
  }

  @Test
  void shouldTakeConfiguredNamesAsTheyAre() {
    String longer = "x".repeat(101);
    Vocabulary.fixed(List.of("a", longer)).require(longer);
    new Vocabulary(List.of("a", longer), 3).require(longer);
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

  @Test
  void shouldNotBeginWithMoreThanItMayKnow() {
    assertThatThrownBy(() -> new Vocabulary(CLASSES, 1))
        .hasMessage("trainer.max-classes is 1; must be 0, or at least the 2 of trainer.classes");
  }
}
