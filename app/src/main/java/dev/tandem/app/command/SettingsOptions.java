package dev.tandem.app.command;

import dev.tandem.app.settings.SettingsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command's settings come from. */
final class SettingsOptions {
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
    Map<String, String> merged = new LinkedHashMap<>();
    config.ifPresent(file -> merged.putAll(SettingsFile.read(file)));
    merged.putAll(settings);
    merged.putAll(flags);
    return merged;
  }
}
