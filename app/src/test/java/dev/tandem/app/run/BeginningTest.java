package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import dev.tandem.trainer.settings.TrainerOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeginningTest {
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");
  private static final Settings SAID = Settings.of(Map.of("trainer.from", TIME.toString()));
  private static final Settings UNSAID = Settings.of(Map.of());

  @TempDir Path directory;

  private ResumePoints points;

  @BeforeEach
  void open() {
    points = new ResumePoints(directory.resolve("train.properties"), directory);
  }

  @Test
  void shouldTakeWhatTheUserSaysForANewJob() {
    assertThat(from(SAID)).contains(TIME);
    assertThat(from(UNSAID)).isEmpty();
  }

  @Test
  void shouldGoOnWithTheTimeThatTheJobWasBegunWith() {
    begin(Optional.of(TIME));

    assertThat(from(UNSAID)).contains(TIME);
    assertThat(from(SAID)).contains(TIME);
  }

  @Test
  void shouldRefuseAnotherTime() {
    begin(Optional.of(TIME.plusSeconds(1)));

    assertThatThrownBy(() -> from(SAID))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "trainer.from is 2026-11-01T00:00:00Z, but the job goes on from state that was begun with 2026-11-01T00:00:01Z; remove it, or name another directory with --state");
  }

  @Test
  void shouldRefuseATimeForAJobThatBeganWithAllOfTheLog() {
    begin(Optional.empty());

    assertThatThrownBy(() -> from(SAID)).hasMessageContaining("begun without it; remove it");
  }

  private void begin(Optional<Instant> from) {
    points.started("train", new JobRun("job1", Optional.empty(), from, Optional.empty()));
    points.stopped("train", directory.resolve("savepoint"));
  }

  private Optional<Instant> from(Settings settings) {
    return Beginning.of(settings, points, "train").trainer().get(TrainerOptions.FROM);
  }
}
