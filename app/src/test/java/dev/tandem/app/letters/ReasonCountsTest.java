package dev.tandem.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonCountsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          the value is null                                              | the value is null
          element 3 is NaN; every element must be finite                 | element … is …
          element 12 is -Infinity; every element must be finite          | element … is …
          unknown schema fingerprint 00ab34; known records are [Clip]    | unknown schema fingerprint …
          class is 'a; b'; known are [no, yes]                           | class is …
          extractor is raw/2; must be raw/1                              | extractor is …
          audio: expected [6] but got [2, 3]                             | audio: expected … but got …
          """)
  void shouldTellKindsApartButNotValues(String reason, String kind) {
    assertThat(ReasonCounts.kind(reason)).isEqualTo(kind);
  }

  @Test
  void shouldNameTheMostFrequentFirst() {
    ReasonCounts counts = new ReasonCounts();
    counts.add(TestingDeadLetters.because("class is 'a'; known are [no]"));
    for (int i = 0; i < 1_200; i++) {
      counts.add(TestingDeadLetters.because("element %d is NaN; must be finite".formatted(i)));
    }

    assertThat(counts.summary()).isEqualTo("1,201 letters: 1,200 × element … is …, 1 × class is …");
  }

  @Test
  void shouldNameTenKindsAndCountTheOthers() {
    ReasonCounts counts = new ReasonCounts();
    for (int i = 0; i < 1_000; i++) {
      counts.add(TestingDeadLetters.because("kind " + "x".repeat(i)));
    }

    assertThat(counts.summary())
        .startsWith("1,000 letters: 1 × kind ")
        .endsWith(", and 990 other kinds")
        .hasSizeLessThan(1_000 * 10);
  }

  /** Looked at once a character, a word of a million takes no time to speak of. */
  @Test
  void shouldReadLongWords() {
    assertThat(ReasonCounts.kind("class is " + "x".repeat(1_000_000) + " in $1 a\\b"))
        .hasSize(9 + 1_000_000 + " in … a\\b".length())
        .endsWith(" in … a\\b");
  }

  @Test
  void shouldSayThatThereAreNone() {
    assertThat(new ReasonCounts().summary()).isEqualTo("no letters");
  }
}
