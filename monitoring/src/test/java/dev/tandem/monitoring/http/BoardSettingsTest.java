package dev.tandem.monitoring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoardSettingsTest {
  private static final Optional<String> TOKEN = Optional.of("0123456789abcdef");

  /** A board without a token answers to no other name. */
  @Test
  void shouldBeVisitedByAnAddressOrLocalhostWithoutAToken() {
    assertThat(visited("127.0.0.1", Optional.empty())).isEqualTo("127.0.0.1");
    assertThat(visited("localhost", Optional.empty())).isEqualTo("localhost");
    assertThat(visited("LOCALHOST", Optional.empty())).matches("127\\.0\\.0\\.1|\\[::1]");
    assertThat(visited("::1", Optional.empty())).isEqualTo("[::1]");
  }

  @Test
  void shouldBeVisitedByItsNameWithAToken() {
    assertThat(visited("board.invalid", TOKEN)).isEqualTo("board.invalid");
    assertThat(visited("::1", TOKEN)).isEqualTo("[::1]");
    assertThat(visited("0.0.0.0", TOKEN)).isNotEqualTo("0.0.0.0");
  }

  @Test
  void shouldWantATokenWhereOthersReachIt() {
    assertThatThrownBy(() -> new BoardSettings("0.0.0.0", 0, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it needs a token");
  }

  private static String visited(String host, Optional<String> token) {
    return new BoardSettings(host, 0, token).visited();
  }
}
