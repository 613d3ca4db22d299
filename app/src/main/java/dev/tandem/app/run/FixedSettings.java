package dev.tandem.app.run;

import dev.tandem.app.UsageException;
import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.config.Option;
import dev.tandem.trainer.job.TrainerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Properties wanted = of(settings);
    if (!Files.exists(file)) {
      write(file, wanted);
      return;
    }
    Properties begun = read(file);
    for (Option<?> option : TrainerOptions.FIXED) {
      String before = begun.getProperty(option.key(), option.fallback());
      String now = wanted.getProperty(option.key());
      if (!now.equals(before)) {
        throw new UsageException(
            "%s is '%s', but what is in %s was begun with '%s'; use that, or another directory"
                .formatted(option.key(), now, file.toAbsolutePath().getParent(), before));
      }
    }
  }

  private static Properties of(Settings settings) {
    Properties values = new Properties();
    TrainerOptions.FIXED.forEach(
        option -> values.setProperty(option.key(), String.valueOf(settings.trainer().get(option))));
    return values;
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
