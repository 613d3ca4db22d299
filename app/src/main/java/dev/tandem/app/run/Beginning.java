package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Event time that a job begins at: chosen with its first start, kept for the life of its state. */
public final class Beginning {
  private static final String KEY = TrainerOptions.FROM.key();

  private Beginning() {}

  /**
   * {@code settings} with the time that the job was begun at, where it goes on.
   *
   * @throws UsageException if they name another one
   */
  public static Settings of(Settings settings, ResumePoints points, String job) {
    if (!points.isBegun(job)) {
      return settings;
    }
    Optional<Instant> begun = points.from(job);
    Optional<Instant> wanted = settings.trainer().get(TrainerOptions.FROM);
    if (wanted.isPresent() && !wanted.equals(begun)) {
      throw new UsageException(
          "%s is %s, but the job goes on from state that was begun %s; remove it, or name another directory with --state"
              .formatted(
                  KEY, wanted.get(), begun.map(time -> "with " + time).orElse("without it")));
    }
    return begun.map(time -> settings.withDefaults(Map.of(KEY, time.toString()))).orElse(settings);
  }
}
