package dev.tandem.app.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.024S, 24 ms",
    "PT-0.1S, -100 ms",
    "PT1.24S, 1.2 s",
    "PT119S, 119.0 s",
    "PT1H, 60 min",
    "P28D, 28 days"
  })
  void shouldTakeTheUnitThatSuits(Duration elapsed, String text) {
    assertThat(Elapsed.text(elapsed)).isEqualTo(text);
  }
}
