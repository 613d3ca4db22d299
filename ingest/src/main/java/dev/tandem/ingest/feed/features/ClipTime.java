package dev.tandem.ingest.feed.features;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Times in {@code clips.csv}: {@code 2026-11-01T00:00:00.040Z}, or seconds such as {@code 0.04}.
 */
final class ClipTime {
  private static final int MILLI_DIGITS = 3;
  private static final int MAX_LENGTH = 40;

  private ClipTime() {}

  /** In milliseconds; empty for what is no time. */
  static OptionalLong millis(String written) {
    if (written.isEmpty() || written.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          written.indexOf('T') > 0
              ? Instant.parse(written).toEpochMilli()
              : seconds(new BigDecimal(written)));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** In milliseconds; throws {@link ArithmeticException} for an exponent that no time has. */
  private static long seconds(BigDecimal seconds) {
    if (Math.abs((long) seconds.scale()) > MAX_LENGTH) { // rounding would write out each digit
      throw new ArithmeticException("exponent");
    }
    return seconds
        .scaleByPowerOfTen(MILLI_DIGITS)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
