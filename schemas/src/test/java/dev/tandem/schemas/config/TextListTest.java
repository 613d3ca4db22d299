package dev.tandem.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextListTest {
  @Test
  void shouldReadBothForms() {
    assertThat(TextList.parse(" cat, dog ")).containsExactly("cat", "dog");
    assertThat(TextList.parse("[\"a,b\", \"c\", 1.10]")).containsExactly("a,b", "c", "1.10");
    assertThat(TextList.parse("cat")).containsExactly("cat");
    assertThat(TextList.parse(" ")).isEmpty();
    assertThat(TextList.parse("cat,,dog")).containsExactly("cat", "", "dog");
  }

  @Test
  void shouldStayPlainWhereThatIsEnough() {
    assertThat(TextList.format(List.of("cat", "dog"))).isEqualTo("cat,dog");
    assertThat(TextList.format(List.of("a,b", "c"))).isEqualTo("[\"a,b\",\"c\"]");
    assertThat(TextList.format(List.of())).isEmpty();
  }

  static Stream<List<String>> hostile() {
    return Stream.of(
        List.of("a,b"),
        List.of(""),
        List.of("", ""),
        List.of(" padded", "c"),
        List.of("[x", "y]"),
        List.of("\"quoted\"", "back\\slash", "two\nlines", "köln"),
        List.of("a", "b", "c"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void shouldReadWhatItWrites(List<String> names) {
    assertThat(TextList.parse(TextList.format(names))).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[\"a\"", "[[\"a\"]]", "[{\"a\":1}]", "[null]", "[a] b"})
  void shouldRefuseWhatIsNoArrayOfNames(String text) {
    assertThatThrownBy(() -> TextList.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
