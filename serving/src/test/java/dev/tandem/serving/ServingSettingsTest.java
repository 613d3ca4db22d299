package dev.tandem.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingSettingsTest {
  @Test
  void shouldHaveDefaults() {
    ServingSettings settings = ServingSettings.of(Config.empty());

    assertThat(settings.delivery().model()).isEqualTo("av");
    assertThat(settings.delivery().maxModelBytes()).isEqualTo(1L << 30);
    assertThat(settings.inference().group()).isEqualTo("tandem-serve-av");
    assertThat(settings.inference().transactionalId()).isEqualTo("tandem-serve-av/1");
    assertThat(settings.inference().transactionTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldTakeWhatTheUserSays() {
    ServingSettings settings =
        settings(
            Map.of(
                "serving.model", "digits",
                "serving.instance", "b",
                "serving.max-model-bytes", "64MiB",
                "serving.chunk-patience", "2s"));

    assertThat(settings.inference().transactionalId()).isEqualTo("tandem-serve-digits/b");
    assertThat(settings.delivery().maxModelBytes()).isEqualTo(64L << 20);
    assertThat(settings.delivery().chunkPatience()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldShareNoTransactionalIdBetweenGroups() {
    assertThat(transactionalId("g", "a-b")).isNotEqualTo(transactionalId("g-a", "b"));
  }

  private static String transactionalId(String group, String instance) {
    return settings(Map.of("serving.group", group, "serving.instance", instance))
        .inference()
        .transactionalId();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serving.batch-size|0|serving.batch-size is 0; must be 1 to 10000. Remove it to use 256.",
        "serving.max-model-bytes|1 TB|serving.max-model-bytes is 1 TB; must be 1B to 2047MiB, such as 512KiB, 64MiB, 1GiB. Remove it to use 1GiB.",
        "serving.max-model-bytes|2GiB|serving.max-model-bytes is 2GiB; must be 1B to 2047MiB, such as 512KiB, 64MiB, 1GiB. Remove it to use 1GiB.",
        "serving.instance|a b|serving.instance is a b; must be letters, digits, '.', '-' and '_'. Remove it to use 1.",
      })
  void shouldSayWhatIsAllowed(String key, String value, String message) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  private static ServingSettings settings(Map<String, String> values) {
    return ServingSettings.of(Config.of(values, ServingOptions.ALL));
  }
}
