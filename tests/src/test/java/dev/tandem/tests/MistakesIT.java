package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's mistake gets: one clear message, a status that is not zero, no stack trace. */
class MistakesIT {
  @TempDir Path directory;

  @Test
  void shouldListTheKnownPoliciesForAnUnknownOne() throws Exception {
    refused("demo", "--policy", "mbl").contains("mbl").contains("joint, m-sam, mlb, mmcosine");
  }

  @Test
  void shouldListTheKnownFeedsForAnUnknownOne() throws Exception {
    refused("demo", "--feed", "stduio:").contains("stduio:").contains("studio:");
  }

  @Test
  void shouldListTheKnownParametersOfAFeed() throws Exception {
    refused("demo", "--feed", "studio:?snrr=3").contains("snrr").contains("sigma");
  }

  @Test
  void shouldListTheKnownSettingsForAnUnknownOne() throws Exception {
    refused("demo", "--set", "join.windw=2s").contains("join.windw").contains("join.window");
  }

  @Test
  void shouldRefuseAnUnknownOption() throws Exception {
    refused("demo", "--teach", "--feed", "studio:").contains("--teach").contains("--feed");
    refused("demo", "--teach", "--no-board").contains("teaching needs the board");
    refused("demo", "--clisp", "10").contains("--clisp");
  }

  @Test
  void shouldSayWhatIsMissingInMedia() throws Exception {
    Path missing = directory.resolve("nowhere.mp4");
    refused("demo", "--feed", "file:" + missing).contains("nowhere.mp4");
    Path corrupt = Files.writeString(directory.resolve("3_corrupt.mp4"), "this is no video");
    refused("demo", "--feed", "file:" + corrupt).contains("3_corrupt.mp4");
  }

  @Test
  void shouldKeepTheLogWhereNothingOfAFolderWasUsable() throws Exception {
    Path media = Files.createDirectory(directory.resolve("media"));
    Files.writeString(media.resolve("köln_1.mp4"), "this is no video");
    Files.writeString(media.resolve("bonn_1.mp4"), "nor is this");

    TandemProcess process = TandemProcess.run(directory, "demo", "--feed", "file:" + media);

    assertThat(process.status()).isEqualTo(2);
    assertThat(process.output()).contains("media has no usable media: 2 files were left out");
    requireLog(process, "köln_1.mp4: ", "bonn_1.mp4: ");
  }

  private static void requireLog(TandemProcess process, String... entries) throws Exception {
    Matcher log = Pattern.compile("The log is in (.*)").matcher(process.output());
    assertThat(log.find()).as(process.output()).isTrue();
    assertThat(Files.readString(Path.of(log.group(1)))).contains(entries);
    Files.delete(Path.of(log.group(1)));
  }

  @Test
  @Tag("long") // a whole demo
  void shouldKeepTheLogWhereSomeOfAFolderWasUsable() throws Exception {
    Path media = Files.createDirectory(directory.resolve("some"));
    Files.writeString(media.resolve("köln_1.mp4"), "this is no video");
    NoiseFile.record(media.resolve("bonn_1.mp4"), 10);
    NoiseFile.record(media.resolve("ulm_2.mp4"), 10);

    TandemProcess process =
        TandemProcess.run(directory, "demo", "--headless", "--feed", "file:" + media);

    assertThat(process.status()).as(process.output()).isZero();
    requireLog(process, "köln_1.mp4: ");
  }

  @Test
  void shouldRefuseAReportThatCannotBeWritten() throws Exception {
    Path report = directory.resolve("no-such-folder").resolve("r.json");
    refused("demo", "--clips", "10", "--report", report.toString()).contains("no-such-folder");
  }

  @Test
  void shouldRefuseADirectoryThatIsAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    refused("demo", "--keep", file.toString()).contains(file.toString());
  }

  private AbstractStringAssert<?> refused(String... arguments) throws Exception {
    return refused(directory, arguments);
  }

  /** What the command says that must not be done. */
  static AbstractStringAssert<?> refused(Path directory, String... arguments) throws Exception {
    TandemProcess process = TandemProcess.run(directory, arguments);
    assertThat(process.status()).as(process.output()).isBetween(1, 2);
    return assertThat(process.output())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .startsWith("tandem");
  }
}
