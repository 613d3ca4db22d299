package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumePointsTest {
  @TempDir Path directory;

  private ResumePoints open() {
    return new ResumePoints(directory.resolve("jobs.properties"), directory.resolve("checkpoints"));
  }

  private Path checkpoint(String job, int number) throws IOException {
    Path path = directory.resolve("checkpoints").resolve(job).resolve("chk-" + number);
    Files.createDirectories(path);
    Files.createFile(path.resolve("_metadata"));
    return path;
  }

  private Path savepoint() throws IOException {
    return Files.createDirectories(directory.resolve("savepoint-1"));
  }

  @Test
  void shouldKnowNothingAtFirst() {
    assertThat(open().of("train")).isEmpty();
    assertThat(open().runs()).isZero();
    assertThat(open().abandonedStream()).isEmpty();
  }

  @Test
  void shouldGoOnFromTheSavepointOfAJobThatWasStopped() throws IOException {
    open().started("train", "job1", Optional.empty());
    checkpoint("job1", 3);
    ResumePoints points = open();
    points.stopped("train", savepoint());

    assertThat(open().of("train")).contains(savepoint());
  }

  @Test
  void shouldGoOnFromTheNewestCompleteCheckpointOfAJobThatWasKilled() throws IOException {
    open().started("train", "job1", Optional.empty());
    checkpoint("job1", 9);
    Path newest = checkpoint("job1", 10);
    Files.createDirectories(newest.resolveSibling("chk-11")); // no metadata: not complete

    assertThat(open().of("train")).contains(newest);
  }

  @Test
  void shouldGoOnFromWhatAJobWasRestoredFromIfItWasKilledBeforeItsFirstCheckpoint()
      throws IOException {
    open().stopped("train", savepoint());
    open().started("train", "job2", Optional.of(savepoint()));

    assertThat(open().of("train")).contains(savepoint());
  }

  @Test
  void shouldFindTheSavepointAfterTheDirectoryWasMoved() throws IOException {
    open().stopped("train", savepoint());
    Path moved = directory.resolveSibling(directory.getFileName() + "-moved");
    Files.move(directory, moved);

    ResumePoints points =
        new ResumePoints(moved.resolve("jobs.properties"), moved.resolve("checkpoints"));

    assertThat(points.of("train")).contains(moved.resolve("savepoint-1"));
    Files.move(moved, directory);
  }

  @Test
  void shouldRefuseToForgetASavepointThatIsGone() throws IOException {
    open().stopped("train", savepoint());
    Files.delete(savepoint());

    assertThatThrownBy(() -> open().of("train"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "%s names the savepoint %s, which is gone; put it back, or begin anew in another directory",
            directory.resolve("jobs.properties"), directory.resolve("savepoint-1"));
  }

  @Test
  void shouldNameTheStreamThatNobodyEnded() {
    open().began("studio-1");
    assertThat(open().abandonedStream()).contains("studio-1");

    open().feedEnded(7);

    assertThat(open().abandonedStream()).isEmpty();
    assertThat(open().runs()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheTimeThatAJobWasBegunWith() {
    ResumePoints points = open();
    points.started("train", run("job1", Optional.of(Instant.EPOCH)));

    assertThat(open().from("train")).contains(Instant.EPOCH);
    assertThat(open().from("assemble")).isEmpty();
  }

  @Test
  void shouldForgetTheTimeOfAnEarlierBeginning() {
    ResumePoints points = open();
    points.started("train", run("job1", Optional.of(Instant.EPOCH)));
    points.started("train", run("job2", Optional.empty()));

    assertThat(open().from("train")).isEmpty();
  }

  @Test
  void shouldGoOnFromTheCheckpointsOfAJobWhoseSubmitterDied() throws IOException {
    open().stopped("train", savepoint());
    open().submitted("train", run("job1", Optional.of(Instant.EPOCH)));
    assertThat(open().of("train")).as("it may never have run").contains(savepoint());
    assertThat(open().from("train")).isEmpty();

    Path first = checkpoint("job1", 1);
    assertThat(open().of("train")).contains(first);
    assertThat(open().from("train")).contains(Instant.EPOCH);
    open().submitted("train", run("job2", Optional.of(Instant.EPOCH)));
    assertThat(open().of("train")).as("the second may never have run").contains(first);
    assertThat(open().runsOf("train")).extracting(JobRun::id).containsExactly("job1", "job2");

    open().stopped("train", savepoint());
    assertThat(open().of("train")).contains(savepoint());
    assertThat(open().runsOf("train")).isEmpty();
  }

  private static JobRun run(String id, Optional<Instant> from) {
    return new JobRun(id, Optional.of("127.0.0.1:8081"), from, Optional.empty());
  }
}
