package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.Topics;
import dev.tandem.trainer.settings.JoinSettings;
import java.util.ArrayList;
import java.util.List;

/** The topics that a part of the system reads and writes. */
public final class NeededTopics {
  private NeededTopics() {}

  static List<TopicSpec> train(Settings settings) {
    Topics topics = settings.topics();
    return fed(
        settings,
        List.of(
            topics.models(),
            topics.modelChunks(),
            topics.control(),
            topics.training(),
            topics.deadLetters()));
  }

  static List<TopicSpec> assemble(Settings settings) {
    return fed(settings, List.of(settings.topics().clips()));
  }

  /** Of the consumer as of the job. */
  public static List<TopicSpec> serve(Settings settings) {
    Topics topics = settings.topics();
    return topics.named(
        List.of(),
        List.of(
            topics.clips(),
            topics.models(),
            topics.modelChunks(),
            topics.control(),
            topics.predictions(),
            topics.shadows(),
            topics.deadLetters()));
  }

  /** Of a feed, and of the training that it may wait for. */
  public static List<TopicSpec> ingest(Topics topics, List<String> modalities) {
    return topics.named(
        modalities, with(modalities, topics, List.of(topics.labels(), topics.training())));
  }

  /** Of what is said of versions and streams. */
  public static List<TopicSpec> models(Topics topics) {
    return topics.named(
        List.of(),
        List.of(
            topics.models(),
            topics.modelChunks(),
            topics.control(),
            topics.training(),
            topics.shadows()));
  }

  /** Of the board; it looks for feature topics by itself. */
  public static List<TopicSpec> board(Topics topics) {
    return topics.named(
        List.of(),
        List.of(
            topics.labels(),
            topics.clips(),
            topics.predictions(),
            topics.deadLetters(),
            topics.training(),
            topics.models(),
            topics.control()));
  }

  /** Of dead letters; where they are replayed to is known from each of them. */
  public static List<TopicSpec> letters(Topics topics) {
    return topics.named(List.of(), List.of(topics.deadLetters()));
  }

  /** Of those who label by hand; features are looked for in what topics there are. */
  public static List<TopicSpec> labels(Topics topics) {
    return topics.named(List.of(), List.of(topics.labels()));
  }

  /** Of those who erase a stream; features are looked for in what topics there are. */
  public static List<TopicSpec> erasure(Topics topics) {
    return topics.named(
        List.of(),
        List.of(
            topics.labels(),
            topics.clips(),
            topics.predictions(),
            topics.deadLetters(),
            topics.training(),
            topics.models()));
  }

  /** Of those who watch answers. */
  public static List<TopicSpec> predictions(Topics topics) {
    return topics.named(List.of(), List.of(topics.predictions()));
  }

  private static List<TopicSpec> fed(Settings settings, List<String> others) {
    List<String> modalities = JoinSettings.of(settings.trainer()).modalities();
    List<String> names = new ArrayList<>(others);
    names.add(settings.topics().labels());
    return settings.topics().named(modalities, with(modalities, settings.topics(), names));
  }

  private static List<String> with(List<String> modalities, Topics topics, List<String> others) {
    List<String> names = new ArrayList<>(others);
    modalities.forEach(modality -> names.add(topics.features(modality)));
    return names;
  }
}
