package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFolderTest {
  private static final Settings AV = Settings.of(Map.of());
  private static final Settings OTHER = Settings.of(Map.of("trainer.model", "av-tuned"));

  @TempDir Path state;

  private JobFolder folder(JobRole role, Settings settings) {
    return JobFolder.in(state, role, settings);
  }

  @Test
  void shouldKeepEachJobAndEachModelApart() {
    assertThat(folder(JobRole.TRAIN, AV).path()).isEqualTo(state.resolve("train/av"));
    assertThat(folder(JobRole.TRAIN, OTHER).path()).isEqualTo(state.resolve("train/av-tuned"));
    assertThat(folder(JobRole.ASSEMBLE, AV).path()).isEqualTo(state.resolve("assemble"));
    assertThat(folder(JobRole.SERVE, AV).path()).isEqualTo(state.resolve("serve/tandem-serve-av"));
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void shouldNotBeLedElsewhereByAName() {
    Settings up = Settings.of(Map.of("trainer.model", "../x"));
    assertThat(folder(JobRole.TRAIN, up).path()).isEqualTo(state.resolve("train/%2E.%2Fx"));
  }

  @Test
  void shouldTakeTheNewestOfItsOwnJobAlone() throws IOException {
    Path own = state.resolve("train/av/checkpoints/a/chk-12");
    TestingCheckpoints.write(own, TestingCheckpoints.TRAIN, 1);
    TestingCheckpoints.write(
        state.resolve("train/av-tuned/savepoints/savepoint-2"), TestingCheckpoints.TRAIN, 3);
    TestingCheckpoints.write(
        state.resolve("assemble/checkpoints/b/chk-1"), TestingCheckpoints.ASSEMBLE, 4);
    assertThat(folder(JobRole.TRAIN, AV).checkpoint("latest")).isEqualTo(own);

    Path newer = state.resolve("train/av/checkpoints/c/chk-3");
    TestingCheckpoints.write(newer, TestingCheckpoints.TRAIN, 2);
    assertThat(folder(JobRole.TRAIN, AV).checkpoint("latest")).isEqualTo(newer);

    Path savepoint = state.resolve("train/av/savepoints/savepoint-1");
    TestingCheckpoints.write(savepoint, TestingCheckpoints.TRAIN, 5);
    Files.createDirectories(savepoint.resolveSibling("savepoint-2")); // not complete
    assertThat(folder(JobRole.TRAIN, AV).checkpoint("latest")).isEqualTo(savepoint);
  }

  @Test
  void shouldSayThatThereIsNoneOfThisJob() throws IOException {
    TestingCheckpoints.write(
        state.resolve("assemble/checkpoints/b/chk-1"), TestingCheckpoints.ASSEMBLE, 4);

    assertThatThrownBy(() -> folder(JobRole.TRAIN, AV).checkpoint("latest"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--from-checkpoint is latest, but %s holds no complete checkpoint or savepoint of train/av",
            state);
  }

  @Test
  void shouldRefuseWhatAnotherJobHasWritten() throws IOException {
    Path assemble = TestingCheckpoints.write(state.resolve("one"), TestingCheckpoints.ASSEMBLE, 1);
    Path serve = TestingCheckpoints.write(state.resolve("two"), TestingCheckpoints.SERVE, 1);
    Path train = TestingCheckpoints.write(state.resolve("three"), TestingCheckpoints.TRAIN, 1);

    assertThatThrownBy(() -> folder(JobRole.TRAIN, AV).checkpoint(assemble.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--from-checkpoint is %s, which is state of assemble; this is train/av. Name one of its own, or latest",
            assemble);
    assertThatThrownBy(() -> folder(JobRole.ASSEMBLE, AV).checkpoint(serve.toString()))
        .hasMessageContaining("state of serve; this is assemble");
    assertThat(folder(JobRole.TRAIN, AV).checkpoint(train.toString())).isEqualTo(train);
  }

  @Test
  void shouldRefuseWhatAnotherModelHasWritten() throws IOException {
    Path tuned = state.resolve("train/av-tuned/checkpoints/a/chk-1");
    TestingCheckpoints.write(tuned, TestingCheckpoints.TRAIN, 1);

    assertThatThrownBy(() -> folder(JobRole.TRAIN, AV).checkpoint(tuned.toString()))
        .hasMessageContaining("which is state of train/av-tuned; this is train/av");
  }

  @Test
  void shouldRefuseWhatIsNotComplete() {
    assertThatThrownBy(() -> folder(JobRole.TRAIN, AV).checkpoint(state.toString()))
        .hasMessage(
            "--from-checkpoint is %s, which is not a complete checkpoint or savepoint: it has no file _metadata",
            state);
  }

  /** As builds did that kept all jobs of a directory in one place. */
  private Path leaveTheEarlierLayout() throws IOException {
    ResumePoints earlier =
        new ResumePoints(state.resolve("train.properties"), state.resolve("checkpoints"));
    earlier.started(
        "train", new JobRun("a", Optional.empty(), Optional.of(Instant.EPOCH), Optional.empty()));
    FixedSettings.remember(state.resolve("train.settings.properties"), AV, JobRole.TRAIN.fixed());
    TestingCheckpoints.write(state.resolve("checkpoints/b/chk-9"), TestingCheckpoints.ASSEMBLE, 9);
    return TestingCheckpoints.write(
        state.resolve("checkpoints/a/chk-7"), TestingCheckpoints.TRAIN, 7);
  }

  @Test
  void shouldGoOnFromWhatAnOlderBuildHasLeft() throws IOException {
    Path checkpoint = leaveTheEarlierLayout();
    JobFolder folder = folder(JobRole.TRAIN, AV);

    assertThat(folder.points().of("train")).contains(checkpoint);
    assertThat(folder.points().from("train")).contains(Instant.EPOCH);
    assertThat(folder.points().runsOf("train")).extracting(JobRun::id).containsExactly("a");
    assertThat(folder.checkpoint("latest")).isEqualTo(checkpoint);
    assertThatThrownBy(() -> folder.check(Settings.of(Map.of("trainer.seed", "7"))))
        .hasMessageContaining("trainer.seed is '7'");
    assertThat(folder(JobRole.TRAIN, OTHER).points().of("train")).isEmpty();
    assertThat(folder(JobRole.ASSEMBLE, AV).points().of("assemble")).isEmpty();
  }

  @Test
  void shouldFindTheSavepointThatAnOlderBuildWasStoppedWith() throws IOException {
    leaveTheEarlierLayout();
    Path savepoint =
        TestingCheckpoints.write(
            state.resolve("savepoints/savepoint-1"), TestingCheckpoints.TRAIN, 8);
    new ResumePoints(state.resolve("train.properties"), state.resolve("checkpoints"))
        .stopped("train", savepoint);

    assertThat(folder(JobRole.TRAIN, AV).points().of("train")).contains(savepoint);
  }

  @Test
  void shouldForgetTheOlderLayoutOnceTheJobHasRun() throws IOException {
    Path checkpoint = leaveTheEarlierLayout();
    JobFolder folder = folder(JobRole.TRAIN, AV);
    Files.createDirectories(folder.path());
    folder.points().started("train", "c", Optional.of(checkpoint));
    folder.remember(AV);

    assertThat(folder.points().of("train")).contains(checkpoint); // until its own first one
    assertThat(folder.points().runsOf("train")).extracting(JobRun::id).containsExactly("c");
    Path own =
        TestingCheckpoints.write(
            folder.path().resolve("checkpoints/c/chk-8"), TestingCheckpoints.TRAIN, 8);
    assertThat(folder.points().of("train")).contains(own);
    assertThat(Files.readString(state.resolve("train.properties"))).contains("train.id=a");
  }

  @Test
  void shouldNameTheNewestWhereTheSavepointIsGone() throws IOException {
    JobFolder folder = folder(JobRole.TRAIN, AV);
    Files.createDirectories(folder.path());
    Path gone = folder.path().resolve("savepoints/savepoint-1");
    folder.points().stopped("train", gone);
    Path file = folder.path().resolve("job.properties");
    assertThatThrownBy(() -> folder.points().of("train"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "%s names the savepoint %s, which is gone; put it back, or begin anew in another directory",
            file, gone);

    Path newest =
        TestingCheckpoints.write(
            folder.path().resolve("checkpoints/a/chk-4"), TestingCheckpoints.TRAIN, 4);

    assertThatThrownBy(() -> folder.points().of("train"))
        .hasMessage(
            "%s names the savepoint %s, which is gone; put it back, or go on from the newest that is there, %s, with --from-checkpoint latest",
            file, gone, newest);
  }
}
