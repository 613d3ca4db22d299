package dev.tandem.serving.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A media type as {@code Content-Type} has it, in lower case.
 *
 * @param name {@code type/subtype}
 * @param charset where the parameters name one
 */
record MediaType(String name, Optional<String> charset) {
  private static final String CHARSET = "charset=";

  static MediaType of(String header) {
    String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
    return new MediaType(
        parts[0].strip(),
        Arrays.stream(parts)
            .skip(1)
            .map(String::strip)
            .filter(parameter -> parameter.startsWith(CHARSET))
            .map(parameter -> parameter.substring(CHARSET.length()).replace("\"", ""))
            .findFirst());
  }

  boolean is(String other) {
    return name.equals(other);
  }
}
