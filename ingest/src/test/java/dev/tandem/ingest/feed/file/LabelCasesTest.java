package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.feed.SharedData;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of kinds that people reported elsewhere; they lie beside the project. */
class LabelCasesTest {
  private static Path cases;

  @BeforeAll
  static void requireCases() {
    cases = SharedData.require("media-cases").resolve("labels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bom", "quoted", "quoted2", "slash", "win", "cap", "nfd", "nested"})
  void shouldFindTheLabelOfEachFile(String name) {
    MediaLibrary library = MediaLibrary.of(cases.resolve(name));

    assertThat(library.files()).hasSize(2);
    assertThat(library.files())
        .allSatisfy(file -> assertThat(library.label(file, Duration.ZERO)).isPresent());
    assertThat(library.classNames()).containsExactly("cat", "dog");
  }

  @Test
  void shouldKeepACommaInAClass() {
    assertThat(MediaLibrary.of(cases.resolve("comma")).classNames())
        .containsExactly("Doe, Jane", "Roe, Rick");
  }

  @Test
  void shouldFindNoClassWhereThereIsNone() {
    assertThat(MediaLibrary.of(cases.resolve("nolabel")).classNames()).isEmpty();
  }
}
