package dev.tandem.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ModelNewsTest {
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LATER = TIME.plusSeconds(9);

  @Test
  void shouldSayWhatAnOperatorHasSaid() {
    ModelNews pin =
        ModelNews.word(
            new ControlEvent("av", ControlAction.PIN, 1, 7, "jo", "demo day", TIME, ""), LATER);

    assertThat(pin.at()).isEqualTo(LATER);
    assertThat(pin.line()).isEqualTo(TIME + "  av@1.7  PIN by jo: demo day");
    assertThat(pin.json())
        .hasToString(
            """
            {"time":"2026-11-01T00:00:00Z","event":"pin","model":"av","version":"av@1.7","stream":"","who":"jo","why":"demo day"}""");
  }

  @Test
  void shouldNameNoVersionWhereAWordIsAboutAStream() {
    ModelNews word =
        ModelNews.word(
            new ControlEvent("av", ControlAction.QUARANTINE, 0, 0, "jo", "dark", TIME, "cam"),
            LATER);

    assertThat(word.json().get("version").asText()).isEmpty();
    assertThat(word.json().get("stream").asText()).isEqualTo("cam");
  }
}
