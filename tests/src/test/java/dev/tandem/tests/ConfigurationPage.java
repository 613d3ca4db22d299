package dev.tandem.tests;

import dev.tandem.app.settings.AppOptions;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.extract.ExtractorType;
import dev.tandem.ingest.extract.Extractors;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.schemas.config.Option;
import dev.tandem.serving.ServingOptions;
import dev.tandem.trainer.settings.LearnerOptions;
import dev.tandem.trainer.settings.TrainerOptions;
import java.util.List;

/** Writes docs/configuration.md from the options themselves. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      # Configuration

      Generated from the options in the code; `ConfigurationPageTest` says how. Settings come from `--config FILE` \
      (YAML, nested or with dotted keys) and `--set key=value`, which wins. An unknown key stops the command and lists \
      the known ones. A list is its names with commas between them, a list in YAML, or a JSON array, in which names \
      may have commas: `--set 'trainer.classes=["salt, pepper","sugar"]'`. Durations are a whole number and a unit: `250ms`, `2s`, `5min`, `1h`, `3d`. Durations of \
      `join.*`, `label.*`, `stream.*` and `trainer.*` are event time.
      """;

  private final StringBuilder text = new StringBuilder(HEAD);

  private ConfigurationPage() {}

  static String render() {
    ConfigurationPage page = new ConfigurationPage();
    page.section("The jobs: `tandem train`, `tandem assemble`, `tandem demo`", TrainerOptions.ALL);
    page.restoring();
    page.section("The inference consumer: `tandem serve`, `tandem demo`", ServingOptions.ALL);
    page.section("Processes", AppOptions.ALL);
    page.text.append(
        "\n# Feeds\n\nParameters follow the feed as a query: `studio:?snr=-5&sigma=1`.\n");
    for (FeedType type : Feeds.types()) {
      page.section("`%s`: %s".formatted(type.form(), type.sentence()), type.options());
    }
    page.text.append(
        "\n# Extractors\n\n`audio-features` and `video-features` of a feed take one, and its parameters behind colons: `log-mel:bands=64:rate=16000`. [features.md](features.md) says which is for what.\n");
    for (ExtractorType type : Extractors.types()) {
      page.section("`%s`: %s".formatted(type.word(), type.sentence()), type.options());
    }
    return page.text.toString();
  }

  /** What may be changed when a job goes on from its state. */
  private void restoring() {
    text.append(
        """

        **When a job goes on from its state**, some of these stay as they were when it began; a changed one is \
        refused with its key, the new and the old value. `tandem assemble` holds those of clips alone. Versions \
        trained after a change have other digests than without it.

        | key | on restore |
        |---|---|
        """);
    for (Option<?> option : TrainerOptions.ALL) {
      text.append("| `%s` | %s |%n".formatted(option.key(), restored(option)));
    }
  }

  private static String restored(Option<?> option) {
    if (TrainerOptions.FIXED_OF_CLIPS.contains(option)) {
      return "stays, of clips";
    }
    if (TrainerOptions.FIXED.contains(option)) {
      return "stays";
    }
    if (option.equals(TrainerOptions.GENERATION)) {
      return "has no effect";
    }
    return List.of(LearnerOptions.DEVICE, LearnerOptions.THREADS).contains(option)
        ? "another platform: see `trainer.other-platform`"
        : "may change";
  }

  private void section(String title, List<Option<?>> options) {
    text.append("\n## ").append(title).append("\n\n");
    text.append("| key | type | default | range | what it does |\n|---|---|---|---|---|\n");
    for (Option<?> option : options) {
      text.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(
                  option.key(),
                  option.type(),
                  option.fallback().isEmpty() ? "" : "`" + option.fallback() + "`",
                  option.range().replace("|", "\\|"),
                  option.sentence()));
    }
  }
}
