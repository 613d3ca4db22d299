package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final String HOUR = "3600000";
  private static final String TWO_HOURS = "7200000";

  private static void require(Instant time, Map<String, String> settings) {
    KeptTimes.of("t", settings).require(time, NOW);
  }

  @Test
  void shouldKeepAnyAgeWhereNothingIsDeletedByIt() {
    Instant old = NOW.minus(Duration.ofDays(1));

    assertThatCode(() -> require(old, Map.of("retention.ms", HOUR, "cleanup.policy", "compact")))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> require(old, Map.of("retention.ms", HOUR, "cleanup.policy", "compact,delete")))
        .hasMessageEndingWith(
            "Take other times, or give the topic the catalogue's settings: tandem topics correct");
  }

  @Test
  void shouldNotAdviseSettingsThatChangeNothing() {
    Instant ahead = NOW.plus(Duration.ofDays(1));

    assertThatThrownBy(() -> require(ahead, Map.of("message.timestamp.after.max.ms", HOUR)))
        .hasMessageEndingWith("refuses what is further ahead. Take other times");
    assertThatThrownBy(() -> require(ahead, Map.of("message.timestamp.after.max.ms", TWO_HOURS)))
        .hasMessageEndingWith("refuses what is further ahead. Take other times");
  }
}
