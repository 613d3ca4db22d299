package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OccupancyTest {
  @TempDir Path parent;

  private Path directory() {
    return parent.resolve("state").resolve("train").resolve("av");
  }

  private Occupancy take() {
    return Occupancy.take(directory(), "--state", "tandem train");
  }

  @Test
  void shouldNameTheProcessThatHasTheDirectoryAndGiveItWhenThatIsKilled() throws Exception {
    Process other = OccupyingProcess.start(directory());
    try {
      assertThatThrownBy(this::take)
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(
              "%s is in use by process %d (tandem train, since ", directory(), other.pid())
          .hasMessageEndingWith("); end that one, or name another directory with --state");
    } finally {
      other.destroyForcibly().waitFor();
    }

    take().close();
  }

  @Test
  void shouldRefuseTheSameProcessTwice() {
    try (Occupancy first = take()) {
      assertThatThrownBy(this::take)
          .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
      first.settle();
    }
    take().close();
  }

  @Test
  void shouldLeaveNothingOfARunThatWasRefused() throws IOException {
    Path other = Files.createDirectories(parent.resolve("state").resolve("assemble"));
    try (Occupancy refused = take()) {
      assertThat(refused).isNotNull();
      Files.createDirectories(directory().resolve("tmp").resolve("blobs"));
    }
    assertThat(parent.resolve("state")).isDirectoryContaining(path -> path.equals(other));
    assertThat(parent.resolve("state").resolve("train")).doesNotExist();
  }

  @Test
  void shouldLeaveWhatWasThereBefore() throws IOException {
    Path kept = Files.createDirectories(directory()).resolve("job.properties");
    Files.createFile(kept);
    try (Occupancy refused = take()) {
      assertThat(refused).isNotNull();
      Files.createFile(directory().resolve("settings.properties"));
    }
    assertThat(directory()).isDirectoryNotContaining(path -> !path.equals(kept));
  }

  @Test
  void shouldLeaveAllOfARunThatHasSettled() {
    try (Occupancy used = take()) {
      used.settle();
    }
    assertThat(directory().resolve("tandem.lock")).exists();
  }

  @Test
  void shouldSayWhyADirectoryCannotBeWritten() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> Occupancy.take(file.resolve("train"), "--state", "tandem train"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file.resolve("train") + " cannot be written: ")
        .hasMessageEndingWith("; name a directory that you may write with --state");
  }
}
