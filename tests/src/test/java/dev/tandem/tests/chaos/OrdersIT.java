package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Operators tell a job that runs to halt, and to go on from a version. */
@Tag("long")
class OrdersIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void shouldHaltThroughARestartAndGoOnFromTheVersion() throws Exception {
    try (Scene scene = new Scene(directory, 1, false)) {
      TrainingWatch training = scene.training();
      scene.until(() -> training.newestVersion() >= 2);
      scene.awaitSpare();

      scene.cluster().models("halt", "av", "--why", "a test");
      scene.until(() -> training.skipped() > 0);
      long step = training.newestStep();
      scene.cluster().kill(scene.flink().trainersTaskManager().orElseThrow());
      long skipped = training.skipped();
      scene.until(() -> training.skipped() > skipped + 5);
      assertThat(training.newestStep()).isEqualTo(step);

      Instant told = Instant.now();
      scene.cluster().models("resume", "--to", "av@1.1", "--why", "a test");
      scene.until(() -> training.steppedAt().isAfter(told));
      int version = training.newestVersion();
      scene.until(() -> training.newestVersion() > version);
      assertThat(training.newestStep()).isGreaterThan(step);
      assertThat(training.twice()).isZero();
    }
  }
}
