package dev.tandem.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("join.window", "serving.batch-size", "trainer.batch-size", "trainer.seed", "--clips");

  @ParameterizedTest
  @CsvSource({
    "join.windw, join.window",
    "join.wnidow, join.window",
    "jion.windows, join.window",
    "trainer.batch_size, trainer.batch-size",
    "--clisp, --clips",
    "--clip, --clips",
    "seed, trainer.seed",
  })
  void shouldFindWhatWasMeant(String given, String meant) {
    assertThat(Nearest.of(given, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch-size", "window", "", "--clear", "learner.policy"})
  void shouldNotGuess(String given) {
    List<String> known =
        List.of("join.window", "stream.window", "serving.batch-size", "trainer.batch-size");

    assertThat(Nearest.of(given, known)).isEmpty();
  }

  @Test
  void shouldSayWhatIsKnownInAnyCase() {
    assertThat(Nearest.hint("--clisp", List.of("--clips", "--seed")))
        .isEqualTo("; did you mean --clips? Known are --clips, --seed");
    assertThat(Nearest.hint("--port", List.of("--clips", "--seed")))
        .isEqualTo("; known are --clips, --seed");
  }
}
