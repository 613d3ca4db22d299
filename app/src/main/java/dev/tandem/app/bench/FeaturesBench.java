package dev.tandem.app.bench;

import dev.tandem.app.report.DryClips;
import dev.tandem.app.report.DryRunReport;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.features.FeatureRecording;
import dev.tandem.learner.engine.TorchEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * How close a folder of two vectors of 512 floats a clip brings a learner to what it does from
 * memory: read alone, read and learned from in one thread, and through Kafka and the train job.
 */
public final class FeaturesBench {
  private static final String FEED = "synthetic:?dimension=512";
  private static final String TRAINED = "endToEndTrained";

  private final long clips;
  private final long rounds;
  private final Consumer<String> say;

  /**
   * What to measure.
   *
   * @param rounds that count; one more comes before them
   * @param say takes lines for the user
   */
  public FeaturesBench(long clips, long rounds, Consumer<String> say) {
    this.clips = clips;
    this.rounds = rounds;
    this.say = say;
  }

  /** Runs all of it with the folder, and Kafka's and Flink's files, in {@code directory}. */
  public List<Measured> run(Path directory) {
    Path folder = directory.resolve("features");
    say.accept("writing %,d clips of two vectors to a folder".formatted(clips));
    write(folder);
    String uri = "features:" + folder + "?rate=max";
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 2))) {
      RecordedClips log = RecordedClips.record(kafka.connection(), "features", uri, clips);
      TorchEngine.start(1);
      BareLearner bare = BareLearner.of(log);
      FolderLearner learner = new FolderLearner(log.settings(), uri);
      FolderFeed feed = new FolderFeed(uri, log.records());
      JobContender trained = new JobContender(TRAINED, flink, log.records(), new EndToEnd(log));
      Rounds all = Rounds.run(List.of(bare, feed, learner, trained), rounds, say);
      return List.of(
          all.compare(feed.name(), bare.name()),
          all.compare(learner.name(), bare.name()),
          all.compare(TRAINED, bare.name()));
    }
  }

  private void write(Path folder) {
    try (Feed feed = Feeds.open(Feeds.parse(FEED), 0);
        FeatureRecording recording = FeatureRecording.in(folder)) {
      DryClips kept = new DryClips("bench", Instant.EPOCH, feed.describe(), recording);
      DryRunReport.of(FEED, feed, clips, kept);
    }
  }
}
