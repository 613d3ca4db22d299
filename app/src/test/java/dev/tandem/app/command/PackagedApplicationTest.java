package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Tandem;
import org.junit.jupiter.api.Test;

class PackagedApplicationTest {

  @Test
  void shouldBeStartedByItsMainClass() {
    assertThat(PackagedApplication.MAIN).isEqualTo(Tandem.class.getName());
  }
}
