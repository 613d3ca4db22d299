package dev.tandem.tests.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.settings.SettingsFile;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of docs/datasets.md on small data sets, as far as the network is known. */
class DataSetsPageTest {
  private static final Pattern FEED = Pattern.compile("(cremad|ave|ucf101):(.*)");

  @TempDir private static Path directory;

  @BeforeAll
  static void make() throws IOException {
    DataSetFolders.make(directory, 2);
  }

  static Stream<List<String>> commands() throws IOException {
    return DataSetsPage.commands().stream()
        .filter(command -> command.stream().anyMatch(word -> FEED.matcher(word).matches()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldOpenTheFeedAndFitANetworkToIt(List<String> command) throws IOException {
    String feed = command.stream().filter(word -> FEED.matcher(word).matches()).findFirst().get();

    try (Feed opened =
        Feeds.open(Feeds.parse(FEED.matcher(feed).replaceFirst("$1:" + directory + "/$2")), 0)) {
      Settings settings =
          Settings.of(settings(command)).withDefaults(FeedDefaults.of(opened.describe()));
      LearnerSettings learner = TrainerSettings.of(settings.trainer()).learner();
      CapturedClip clip = opened.next().orElseThrow();

      assertThat(opened.skipped()).isEmpty();
      assertThat(clip.signals()).containsOnlyKeys("audio", "video");
      assertThat(opened.describe().classNames()).contains(clip.label().get().className());
      assertThat(learner).isNotNull();
    }
  }

  private static Map<String, String> settings(List<String> command) {
    Map<String, String> settings = new TreeMap<>();
    DataSetsPage.values(command, "--config")
        .forEach(file -> settings.putAll(SettingsFile.read(Path.of("..").resolve(file))));
    DataSetsPage.values(command, "--policy").forEach(p -> settings.put("learner.policy", p));
    DataSetsPage.values(command, "--set")
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    return settings;
  }

  /** A row for each policy of the paper's table, of each data set. */
  @Test
  void shouldHaveACommandForEachRow() throws IOException {
    List<String> rows =
        DataSetsPage.commands().stream()
            .filter(command -> command.contains("--policy"))
            .map(
                command ->
                    DataSetsPage.values(command, "--feed").findFirst().get().replaceAll(":.*", "")
                        + DataSetsPage.values(command, "--config")
                            .findFirst()
                            .get()
                            .replaceAll(".*/|\\.yaml", " ")
                        + DataSetsPage.values(command, "--policy").findFirst().get())
            .toList();

    List<String> expected =
        Stream.of("cremad resnet18", "ave resnet18", "ucf101 resnet18", "cremad conformer")
            .flatMap(
                table ->
                    Stream.of("ensemble", "joint", "ogm", "agm", "multi-loss", "mlb")
                        .map(policy -> table + " " + policy))
            .toList();
    assertThat(rows).containsExactlyElementsOf(expected);
  }
}
