package dev.tandem.app.teach;

import dev.tandem.app.settings.AppOptions;
import dev.tandem.schemas.config.Option;
import dev.tandem.trainer.settings.LearnerOptions;
import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs where people teach and want to see at once what came of it. */
public final class TeachDefaults {
  /** A model begins with two outputs; no clip can be of these. */
  public static final List<String> NOTHING_YET = List.of("(nothing yet)", "(nothing yet either)");

  /** Event time between signs of life, which is how late a clip's label is decided at most. */
  public static final Duration HEARTBEAT = Duration.ofMillis(100);

  private TeachDefaults() {}

  /** Settings that a user may set otherwise. */
  public static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, TrainerOptions.MAX_CLASSES, "1000");
    put(settings, TrainerOptions.BATCH_SIZE, "4");
    put(settings, TrainerOptions.BATCH_MAX_WAIT, "100ms");
    put(settings, TrainerOptions.WINDOW, "1500ms");
    put(settings, TrainerOptions.LABEL_TIMEOUT, "500ms");
    put(settings, TrainerOptions.PUBLISH_EVERY, "1");
    put(settings, LearnerOptions.UPDATES_PER_BATCH, "8");
    put(settings, AppOptions.CHECKPOINT_INTERVAL, "250ms");
    return settings;
  }

  private static void put(Map<String, String> settings, Option<?> option, String value) {
    settings.put(option.key(), value);
  }
}
