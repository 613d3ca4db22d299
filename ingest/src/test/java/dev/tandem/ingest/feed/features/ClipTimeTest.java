package dev.tandem.ingest.feed.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTimeTest {
  @ParameterizedTest
  @CsvSource({
    "0.04, 40",
    "1.5e3, 1500000",
    "-2, -2000",
    "0.0005, 0",
    "1970-01-01T00:00:00.040Z, 40",
    "9223372036854775.807, 9223372036854775807"
  })
  void shouldReadSecondsAndInstants(String written, long millis) {
    assertThat(ClipTime.millis(written)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1e19", "9223372036854775.808", "1e-50"})
  void shouldRefuseWhatIsNoTime(String written) {
    assertThat(ClipTime.millis(written)).isEmpty();
  }

  /** Written out, these have as many digits as their exponents say. */
  @Test
  @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
  void shouldRefuseLongExponentsWithoutWritingThemOut() {
    assertThat(ClipTime.millis("1e99999999")).isEmpty();
    assertThat(ClipTime.millis("1e-99999999")).isEmpty();
    assertThat(ClipTime.millis("1e2147483647")).isEmpty();
    assertThat(ClipTime.millis("1e-2147483647")).isEmpty();
  }
}
