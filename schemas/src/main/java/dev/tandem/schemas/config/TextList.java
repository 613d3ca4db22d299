package dev.tandem.schemas.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Lists of names as text: {@code a,b}, or a JSON array, which can name anything: {@code
 * ["a,b","c"]}.
 */
public final class TextList {
  private TextList() {}

  /**
   * The names; none for empty text. Around plain ones, space does not count.
   *
   * @throws IllegalArgumentException for what begins with a bracket and is no array of names
   */
  public static List<String> parse(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty()) {
      return List.of();
    }
    return trimmed.startsWith("[")
        ? ofJson(trimmed)
        : Arrays.stream(trimmed.split(",", -1)).map(String::trim).toList();
  }

  private static List<String> ofJson(String text) {
    try {
      return StreamSupport.stream(
              JsonParser.parseString(text).getAsJsonArray().spliterator(), false)
          .map(TextList::name)
          .toList();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("'%s' is no JSON array of names".formatted(text), e);
    }
  }

  private static String name(JsonElement name) {
    if (!name.isJsonPrimitive()) {
      throw new IllegalArgumentException("'%s' is no name".formatted(name));
    }
    return name.getAsString();
  }

  /** The shortest text that {@link #parse} makes {@code names} of. */
  public static String format(Collection<String> names) {
    String plain = String.join(",", names);
    if (List.copyOf(names).equals(parsed(plain))) {
      return plain;
    }
    JsonArray array = new JsonArray();
    names.forEach(array::add);
    return array.toString();
  }

  private static List<String> parsed(String plain) {
    return plain.trim().startsWith("[") ? List.of() : parse(plain);
  }
}
