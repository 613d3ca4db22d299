package dev.tandem.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  private static final FeedDescription ENDLESS =
      FeedDescription.endless(List.of(), List.of("a", "b"));

  @TempDir Path directory;

  private static DemoPlan plan(Optional<Path> report, OptionalInt port, OptionalLong clips) {
    return new DemoPlan(
        Feeds.parse("synthetic:"),
        clips,
        0,
        Settings.of(Map.of()),
        1,
        Optional.empty(),
        Optional.empty(),
        report,
        new DemoPlan.Board(false, Optional.empty(), false),
        new DemoPlan.Ports(port, OptionalInt.empty(), OptionalInt.empty()),
        Duration.ofMinutes(1),
        true);
  }

  private void assertRefused(DemoPlan plan, FeedDescription feed, String message) {
    try (RunDirectory run = RunDirectory.open(Optional.of(directory.resolve("run")))) {
      assertThatThrownBy(() -> Preflight.check(plan, feed, run))
          .isInstanceOf(UsageException.class)
          .hasMessage(message);
    }
  }

  @Test
  void shouldRefuseAReportInADirectoryThatDoesNotExist() {
    Path report = directory.resolve("missing").resolve("r.json");

    assertRefused(
        plan(Optional.of(report), OptionalInt.empty(), OptionalLong.empty()),
        ENDLESS,
        "--report is %s, but there is no directory %s; create it, or name another file"
            .formatted(report, report.getParent()));
  }

  @Test
  void shouldRefuseAReportThatIsADirectory() {
    assertRefused(
        plan(Optional.of(directory), OptionalInt.empty(), OptionalLong.empty()),
        ENDLESS,
        "--report is " + directory + ", a directory; name a file");
  }

  @Test
  void shouldRefuseAPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertRefused(
          plan(Optional.empty(), OptionalInt.of(port), OptionalLong.empty()),
          ENDLESS,
          "--port is %d, which another process uses; name another, or leave it out for any free port"
              .formatted(port));
    }
  }

  @Test
  void shouldRefuseMoreClipsThanTheFeedHas() {
    assertRefused(
        plan(Optional.empty(), OptionalInt.empty(), OptionalLong.of(1500)),
        ENDLESS.withClips(12),
        "--clips is 1500, but the feed synthetic: has 12; ask for at most those, or leave --clips out");
  }

  @Test
  void shouldRefuseASecondRunOnTheSameDirectory() {
    Path keep = directory.resolve("kept");
    try (RunDirectory first = RunDirectory.open(Optional.of(keep))) {
      assertThat(first.path()).isEqualTo(keep);
      assertThatThrownBy(() -> RunDirectory.open(Optional.of(keep)))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(
              "%s is in use by process %d (tandem demo, since ",
              keep, ProcessHandle.current().pid())
          .hasMessageEndingWith("); end that one, or name another directory with --keep");
    }
    RunDirectory.open(Optional.of(keep)).close();
  }

  @Test
  void shouldLeaveNoDirectoryOfARunThatCouldNotStart() throws IOException {
    Path keep = directory.resolve("kept");
    try (RunDirectory refused = RunDirectory.open(Optional.of(keep))) {
      Files.createFile(refused.settings());
    }
    assertThat(keep).doesNotExist();

    try (RunDirectory begun = RunDirectory.open(Optional.of(keep))) {
      begun.settle();
    }
    assertThat(keep).exists();
  }

  @Test
  void shouldRefuseADirectoryThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> RunDirectory.open(Optional.of(file)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file + " cannot be written: ")
        .hasMessageEndingWith("; name a directory that you may write with --keep");
  }

  @Test
  void shouldRemoveATemporaryDirectoryWithEverythingInIt() throws IOException {
    RunDirectory temporary = RunDirectory.open(Optional.empty());
    Files.createDirectories(temporary.kafka().resolve("topic-0"));
    Files.writeString(temporary.kafka().resolve("topic-0").resolve("log"), "x");

    temporary.close();

    assertThat(temporary.path()).doesNotExist();
  }

  @Test
  void shouldRefuseAFeedWithoutLabels() {
    assertRefused(
        plan(Optional.empty(), OptionalInt.empty(), OptionalLong.empty()),
        FeedDescription.endless(List.of(), List.of()),
        "the feed synthetic: has no labels, so nothing could be learned; name files"
            + " {label}_name.mp4, put them into a folder for each class, write a labels.csv"
            + " beside them, or fill the column label of a folder of features");
  }
}
