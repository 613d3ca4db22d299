package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  private static final Option<Integer> BATCH =
      Option.ofInt("trainer.batch-size", 32, 1, 4096, "Samples in a step.");
  private static final Option<Duration> WINDOW =
      Option.ofDuration("join.window", Duration.ofSeconds(2), false, "How long a clip stays open.");
  private static final Option<String> POLICY =
      Option.ofChoice("learner.policy", "mlb", List.of("joint", "mlb"), "How modalities share.");
  private static final List<Option<?>> KNOWN = List.of(BATCH, WINDOW, POLICY);

  @Test
  void shouldUseDefaultsWhereNothingIsGiven() {
    Config config = Config.empty();

    assertThat(config.get(BATCH)).isEqualTo(32);
    assertThat(config.get(WINDOW)).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trainer.batch-size|0|trainer.batch-size is 0; must be 1 to 4096. Remove it to use 32.",
        "trainer.batch-size|many|trainer.batch-size is many; must be 1 to 4096. Remove it to use 32.",
        "learner.policy|mbl|learner.policy is mbl; must be one of joint, mlb. Remove it to use mlb.",
        "join.window|2|join.window is 2; must be more than zero, such as 250ms, 2s, 5min, 1h. Remove it to use 2s.",
      })
  void shouldSayWhatIsWrongAndWhatIsAllowed(String key, String value, String message) {
    Config config = Config.of(Map.of(key, value), KNOWN);
    Option<?> option = KNOWN.stream().filter(o -> o.key().equals(key)).findFirst().orElseThrow();

    assertThatThrownBy(() -> config.get(option))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void shouldListTheKnownKeysForAnUnknownOne() {
    assertThatThrownBy(() -> Config.of(Map.of("join.windw", "2s"), KNOWN))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "unknown setting join.windw; did you mean join.window? Known are join.window, learner.policy, trainer.batch-size");
  }
}
