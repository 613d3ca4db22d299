package dev.tandem.app.command;

import dev.tandem.app.broker.ClientSettings;
import dev.tandem.app.settings.SettingsFile;
import dev.tandem.schemas.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where a command's settings come from. */
final class SettingsOptions {
  private static final String KAFKA = "kafka.";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings as YAML, nested or with dotted keys.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; wins over the file. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** What the user set, by key: {@code flags} win over {@code --set}, which wins over the file. */
  Map<String, String> read(Map<String, String> flags) {
    Map<String, String> merged = given();
    merged.putAll(flags);
    merged.keySet().removeIf(key -> key.startsWith(KAFKA));
    return merged;
  }

  /**
   * What the user set for Kafka's clients, as {@code kafka.KEY}, by Kafka's key. It is kept from
   * the other settings, which are written to places where secrets have no business.
   */
  Map<String, String> kafka() {
    Map<String, String> client = new TreeMap<>();
    given()
        .forEach(
            (key, value) -> {
              if (key.startsWith(KAFKA)) {
                client.put(key.substring(KAFKA.length()), value);
              }
            });
    ClientSettings.requireAllowed(client.keySet());
    for (String key : client.keySet()) {
      if (settings.containsKey(KAFKA + key) && ClientSettings.isSecret(key)) {
        throw new UsageException(
            "--set %s: everybody on this machine can see it in the list of processes; set it in a file, with --config or --command-config"
                .formatted(KAFKA + key));
      }
    }
    return client;
  }

  private Map<String, String> given() {
    Map<String, String> merged = new LinkedHashMap<>();
    config.ifPresent(file -> merged.putAll(SettingsFile.read(file)));
    merged.putAll(settings);
    return merged;
  }
}
