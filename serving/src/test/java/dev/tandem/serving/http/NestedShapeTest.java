package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | []",
        "[] | [0]",
        "[1] | [1]",
        "[111] | [3]",
        "[[111][111]] | [2, 3]",
        "[[[1][1]][[1][1]][[1][1]]] | [3, 2, 1]",
        "[[][]] | [2, 0]",
      })
  void shouldFindTheSizesOfListsByDepth(String lists, String sizes) {
    NestedShape shape = read(lists);

    assertThat(shape.fault()).isEmpty();
    assertThat(shape.isOpen()).isFalse();
    assertThat(shape.sizes()).hasToString(sizes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[111][11]] | lists of 3 and of 2 side by side",
        "[[[1]][[1][1]]] | lists of 1 and of 2 side by side",
        "[[1]1] | numbers and lists side by side",
        "[1[1]] | numbers and lists side by side",
        "[[1][[1]]] | numbers and lists side by side",
      })
  void shouldNameWhatHasNoShape(String lists, String fault) {
    assertThat(read(lists).fault()).isEqualTo(Optional.of(fault));
  }

  private static NestedShape read(String lists) {
    NestedShape shape = new NestedShape();
    for (int i = 0; i < lists.length(); i++) {
      switch (lists.charAt(i)) {
        case '[' -> shape.begin();
        case ']' -> shape.end();
        default -> shape.number();
      }
    }
    return shape;
  }
}
