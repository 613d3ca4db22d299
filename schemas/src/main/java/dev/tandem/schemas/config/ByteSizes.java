package dev.tandem.schemas.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512KiB}, {@code 64MiB}, {@code 1GiB}. */
public final class ByteSizes {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(B|KiB|MiB|GiB)");
  private static final Map<String, Integer> SHIFTS =
      Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30);

  private ByteSizes() {}

  /** Throws {@link IllegalArgumentException} for anything but a whole number and a unit. */
  public static long parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a size such as 512KiB, 64MiB or 1GiB".formatted(text));
    }
    return Long.parseLong(matcher.group(1)) << SHIFTS.get(matcher.group(2));
  }
}
