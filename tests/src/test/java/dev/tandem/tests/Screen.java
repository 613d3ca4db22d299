package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/**
 * What a command that nobody disturbs may write, be it to the standard output or error: its own
 * words. Libraries write in ways of their own, by which they are known.
 */
public final class Screen {
  private static final Pattern FOREIGN =
      Pattern.compile(
          String.join(
              "|",
              "^\\[[A-Z][0-9]{4} .*", // PyTorch
              "^(SLF4J|log4j|WARNING|ERROR|NOTE:|OpenJDK|Java HotSpot|INFO:|SEVERE:).*",
              "^[0-9:.,]+ +(WARN|ERROR|FATAL) .*", // by way of our log, in which we have no
              // warnings
              "^\\s+at .*",
              ".*(Exception|Error)\\b.*"));

  private Screen() {}

  /** Fails with the lines that are none of Tandem's. */
  public static void requireOnlyOurs(String output) {
    assertThat(output.lines().filter(line -> FOREIGN.matcher(line).matches()))
        .as("lines that are not Tandem's")
        .isEmpty();
  }
}
