package dev.tandem.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.serving.ServingOptions;
import dev.tandem.trainer.settings.LearnerOptions;
import dev.tandem.trainer.settings.NetworkOptions;
import dev.tandem.trainer.settings.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path directory;

  @Test
  void shouldGiveEachModuleItsOwn() {
    Settings settings =
        Settings.of(Map.of("join.window", "2s", "trainer.model", "m1", "serving.batch-size", "8"));

    assertThat(settings.trainer().get(TrainerOptions.WINDOW)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.serving().get(ServingOptions.BATCH_SIZE)).isEqualTo(8);
    assertThat(settings.serving().get(ServingOptions.MODEL)).isEqualTo("m1");
  }

  @Test
  void shouldListTheKnownKeysOfAllModulesForAnUnknownOne() {
    assertThatThrownBy(() -> Settings.of(Map.of("join.windw", "2s")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("unknown setting join.windw; did you mean join.window? Known are ")
        .hasMessageContainingAll("join.window", "serving.batch-size", "topics.partitions");
  }

  @Test
  void shouldRefuseAValueBeforeAnythingStarts() {
    assertThatThrownBy(() -> Settings.of(Map.of("topics.partitions", "0")))
        .hasMessage("topics.partitions is 0; must be 1 to 10000. Remove it to use 2.");
  }

  @Test
  void shouldLetTheUserWinOverTheFeed() {
    try (Feed feed = Feeds.open(Feeds.parse("synthetic:?dimension=8&classes=3"), 0)) {
      Settings settings =
          Settings.of(Map.of("learner.encoders", "audio=mlp,video=mlp"))
              .withDefaults(FeedDefaults.of(feed.describe()));

      assertThat(settings.trainer().get(TrainerOptions.SHAPES))
          .containsExactly("audio=8", "video=8");
      assertThat(settings.trainer().get(NetworkOptions.ENCODERS))
          .containsExactly("audio=mlp", "video=mlp");
      assertThat(settings.trainer().get(TrainerOptions.CLASSES))
          .containsExactly("class-0", "class-1", "class-2");
    }
  }

  @Test
  void shouldReadNestedAndDottedKeys() throws IOException {
    Path file = write("join:\n  window: 2s\ntrainer.batch-size: 8\ntrainer:\n  classes: [a, b]\n");

    assertThat(SettingsFile.read(file))
        .containsExactly(
            Map.entry("join.window", "2s"),
            Map.entry("trainer.batch-size", "8"),
            Map.entry("trainer.classes", "a,b"));
  }

  @Test
  void shouldTakeNamesAsTheyAreWritten() throws IOException {
    Path file =
        write(
            """
            trainer:
              classes: ["a,b", 007, 1.10, yes, 1_000]
              model: 1.10
              targets:
            learner.freeze:
              - encoder.audio
              - fusion
            """);

    Settings settings = Settings.of(SettingsFile.read(file));
    assertThat(settings.trainer().get(TrainerOptions.CLASSES))
        .containsExactly("a,b", "007", "1.10", "yes", "1_000");
    assertThat(settings.model()).isEqualTo("1.10");
    assertThat(settings.trainer().get(TrainerOptions.TARGETS)).isEmpty();
    assertThat(settings.trainer().get(LearnerOptions.FREEZE))
        .containsExactly("encoder.audio", "fusion");
  }

  @Test
  void shouldTellTheTrainerClassesThatHaveCommas() {
    List<String> classes = List.of("salt, pepper", "sugar");
    try (Feed feed = Feeds.open(Feeds.parse("synthetic:"), 0)) {
      FeedDescription folder = FeedDescription.endless(feed.describe().modalities(), classes);

      assertThat(Settings.of(FeedDefaults.of(folder)).trainer().get(TrainerOptions.CLASSES))
          .isEqualTo(classes);
    }
  }

  @Test
  void shouldRefuseAListThatIsNoneOfNames() throws IOException {
    Path file = write("trainer.classes: [a, {b: c}]\n");

    assertThatThrownBy(() -> SettingsFile.read(file))
        .hasMessage(
            file
                + ", line 1: a list in trainer.classes has a list or a mapping in it; must be names alone");
    assertThatThrownBy(() -> Settings.of(Map.of("trainer.classes", "[\"a\"")))
        .hasMessageStartingWith(
            "trainer.classes is [\"a\"; must be at least two different names with commas between them");
  }

  @Test
  void shouldSayWhereAFileIsNoYaml() throws IOException {
    Path file = write("join:\n  window: [2s\n");

    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file + " is not YAML, line ");
  }

  @Test
  void shouldSayThatAFileIsMissing() {
    Path file = directory.resolve("missing.yaml");

    assertThatThrownBy(() -> SettingsFile.read(file))
        .hasMessage("--config is " + file + ", which cannot be read; name a YAML file");
  }

  @Test
  void shouldRefuseAFileThatIsNoMapping() throws IOException {
    Path file = write("- a\n- b\n");

    assertThatThrownBy(() -> SettingsFile.read(file))
        .hasMessage(file + " is not a mapping of settings; write lines such as 'join.window: 2s'");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("tandem.yaml"), text);
  }
}
