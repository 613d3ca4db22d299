package dev.tandem.app.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.TextList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings in a YAML file. {@code join: {window: 2s}} and {@code join.window: 2s} are the same. A
 * value is what is written there: {@code 1.10} is no number to lose a zero.
 */
public final class SettingsFile {
  private final Path file;
  private final JsonParser yaml;
  private final Map<String, String> values = new LinkedHashMap<>();

  private SettingsFile(Path file, JsonParser yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  /**
   * Values as text by dotted key, lists as {@link TextList} has them; throws {@link UsageException}
   * for a file that is no mapping.
   */
  public static Map<String, String> read(Path file) {
    if (!Files.isReadable(file)) {
      throw new UsageException(
          "--config is %s, which cannot be read; name a YAML file".formatted(file));
    }
    try (JsonParser yaml = new YAMLFactory().createParser(Files.readString(file))) {
      return new SettingsFile(file, yaml).values();
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s is not YAML, line %d: %s"
              .formatted(file, e.getLocation().getLineNr(), firstLine(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new UsageException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private Map<String, String> values() throws IOException {
    JsonToken first = yaml.nextToken();
    if (first == JsonToken.START_OBJECT) {
      mapping("");
    } else if (first != null && first != JsonToken.VALUE_NULL) {
      throw new UsageException(
          "%s is not a mapping of settings; write lines such as 'join.window: 2s'".formatted(file));
    }
    return values;
  }

  private void mapping(String prefix) throws IOException {
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + yaml.currentName();
      switch (yaml.nextToken()) {
        case START_OBJECT -> mapping(key + ".");
        case START_ARRAY -> values.put(key, TextList.format(list(key)));
        default -> values.put(key, scalar());
      }
    }
  }

  private List<String> list(String key) throws IOException {
    List<String> names = new ArrayList<>();
    while (yaml.nextToken() != JsonToken.END_ARRAY) {
      if (yaml.currentToken().isStructStart()) {
        throw new UsageException(
            "%s, line %d: a list in %s has a list or a mapping in it; must be names alone"
                .formatted(file, yaml.currentLocation().getLineNr(), key));
      }
      names.add(scalar());
    }
    return names;
  }

  private String scalar() throws IOException {
    return yaml.currentToken() == JsonToken.VALUE_NULL ? "" : yaml.getText();
  }
}
