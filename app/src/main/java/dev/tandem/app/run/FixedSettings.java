package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.Option;
import dev.tandem.schemas.config.TextList;
import dev.tandem.trainer.settings.TrainerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The settings that a directory's state was begun with and that stay for its life: {@link
 * TrainerOptions#FIXED}.
 */
public final class FixedSettings {
  private FixedSettings() {}

  /**
   * Remembers those of {@code settings} in {@code file} where it is new.
   *
   * @throws UsageException naming the first one that differs from what the file has
   */
  public static void require(Path file, Settings settings) {
    check(file, settings, TrainerOptions.FIXED);
    remember(file, settings, TrainerOptions.FIXED);
  }

  /**
   * Compares {@code fixed} with what {@code file} has, if it exists.
   *
   * @throws UsageException naming the first one that differs
   */
  public static void check(Path file, Settings settings, List<Option<?>> fixed) {
    if (!Files.exists(file)) {
      return;
    }
    Properties begun = read(file);
    Properties wanted = of(settings, fixed);
    for (Option<?> option : fixed) {
      String before = text(value(option, begun));
      String now = wanted.getProperty(option.key());
      if (!now.equals(before)) {
        throw new UsageException(
            "%s is '%s', but what is in %s was begun with '%s'; use that, or another directory"
                .formatted(option.key(), now, file.toAbsolutePath().getParent(), before));
      }
    }
  }

  /** Whether {@code some} are what {@code file} has, or what is usual where there is no file. */
  static boolean agree(Path file, Settings settings, List<Option<?>> some) {
    Properties begun = Files.exists(file) ? read(file) : new Properties();
    Properties wanted = of(settings, some);
    return some.stream()
        .allMatch(
            option ->
                wanted
                    .getProperty(option.key())
                    .equals(begun.getProperty(option.key(), option.fallback())));
  }

  /** Writes {@code fixed} to {@code file} unless it exists. */
  public static void remember(Path file, Settings settings, List<Option<?>> fixed) {
    if (!Files.exists(file)) {
      write(file, of(settings, fixed));
    }
  }

  private static Properties of(Settings settings, List<Option<?>> fixed) {
    Properties values = new Properties();
    fixed.forEach(option -> values.setProperty(option.key(), text(settings.get(option))));
    return values;
  }

  private static Object value(Option<?> option, Properties begun) {
    String text = begun.getProperty(option.key(), option.fallback());
    return Config.of(Map.of(option.key(), text), List.of(option)).get(option);
  }

  /** However a user wrote a list, it is the same one. */
  private static String text(Object value) {
    return value instanceof List<?> names
        ? TextList.format(names.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private static Properties read(Path file) {
    Properties values = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      values.load(in);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void write(Path file, Properties values) {
    try (OutputStream out = Files.newOutputStream(file)) {
      values.store(out, "What the state beside this file was begun with.");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
