package dev.tandem.app.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  @Test
  void shouldReadWhatItWrites() {
    assertThat(Place.parse("17")).isEqualTo(new Place(OptionalInt.empty(), 17)).hasToString("17");
    assertThat(Place.parse("2:17")).isEqualTo(new Place(OptionalInt.of(2), 17)).hasToString("2:17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "a", "1:", ":1", "1:2:3", "9999999999999999999"})
  void shouldRefuseAnythingElse(String text) {
    assertThatThrownBy(() -> Place.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be an offset such as 17, or PARTITION:OFFSET");
  }
}
