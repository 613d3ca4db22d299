package dev.tandem.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.app.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Settings in a YAML file. {@code join: {window: 2s}} and {@code join.window: 2s} are the same; a
 * list is its items joined by commas.
 */
public final class SettingsFile {
  private SettingsFile() {}

  /** Values as text by dotted key; throws {@link UsageException} for a file that is no mapping. */
  public static Map<String, String> read(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    JsonNode root = parse(file);
    if (!root.isMissingNode() && !root.isNull() && !root.isObject()) {
      throw new UsageException(
          "%s is not a mapping of settings; write lines such as 'join.window: 2s'".formatted(file));
    }
    flatten("", root, values);
    return values;
  }

  private static JsonNode parse(Path file) {
    if (!Files.isReadable(file)) {
      throw new UsageException(
          "--config is %s, which cannot be read; name a YAML file".formatted(file));
    }
    try {
      return new YAMLMapper().readTree(Files.readString(file));
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

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = prefix + field.getKey();
      if (field.getValue().isObject()) {
        flatten(key + ".", field.getValue(), values);
      } else {
        values.put(key, text(field.getValue()));
      }
    }
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(","))
        : value.asText();
  }
}
