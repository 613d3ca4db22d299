package dev.tandem.app.demo;

import dev.tandem.app.report.RunHistory;
import dev.tandem.app.run.EmbeddedJobs;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.ServingUnit;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.publish.GroupBacklog;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.trainer.job.JoinSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of a run, in order: the feed has ended; everything is trained and the final version is
 * published; every clip is joined; the jobs stop with a savepoint; every clip is answered and the
 * final version is live.
 */
final class Ending {
  private final Progress progress;
  private final Settings settings;
  private final String bootstrapServers;
  private final RunHistory history;
  private final ServingUnit serving;

  Ending(
      Progress progress,
      Settings settings,
      String bootstrapServers,
      RunHistory history,
      ServingUnit serving) {
    this.progress = progress;
    this.settings = settings;
    this.bootstrapServers = bootstrapServers;
    this.history = history;
    this.serving = serving;
  }

  /** False if the user interrupted. */
  boolean awaitFeed(FeedRunner feed) {
    return progress.await(
        Stage.TRAINING,
        () -> feed.clips() + " clips published, " + trained(),
        () -> feed.report().isPresent());
  }

  /** False if the user interrupted. */
  boolean awaitTrained(FeedRunner feed) {
    PublishedReport published = feed.report().orElseThrow();
    return progress.await(
        Stage.FINISHING, this::trained, () -> isTrained(published) && isFinalVersionSeen());
  }

  private String trained() {
    return "step %d, version %d"
        .formatted(
            history.newestStep().map(step -> step.step()).orElse(0L),
            history.newestVersion().map(manifest -> manifest.getVersion()).orElse(0));
  }

  private boolean isTrained(PublishedReport published) {
    return history
        .progress()
        .filter(word -> !word.getTrainedUntil().isBefore(published.endTime()))
        .filter(word -> word.getStep() >= history.newestStep().map(step -> step.step()).orElse(0L))
        .isPresent();
  }

  /** The models topic shows a version a checkpoint later than the training topic names it. */
  private boolean isFinalVersionSeen() {
    int announced = history.progress().map(TrainingEvent::getPublishedVersion).orElse(0);
    return history.newestVersion().map(manifest -> manifest.getVersion()).orElse(0) >= announced;
  }

  /**
   * Waits until a checkpoint of the assemble job covers everything that was published: a source
   * reports its position when a checkpoint is complete, and what was read before is joined by then.
   */
  boolean awaitJoined() {
    JoinSettings join = JoinSettings.of(settings.trainer());
    List<String> topics = join.modalities().stream().map(join.topics()::features).toList();
    try (GroupBacklog backlog =
        GroupBacklog.of(
            Admin.create(Map.of("bootstrap.servers", bootstrapServers)),
            EmbeddedJobs.ASSEMBLE_GROUP,
            topics)) {
      return progress.await(
          Stage.JOINING, () -> backlog.records() + " records behind", () -> backlog.records() == 0);
    }
  }

  /** False if the user interrupted. */
  boolean awaitServed() {
    Map<TopicPartition, Long> ends = CommittedEnds.of(bootstrapServers, settings.topics().clips());
    Optional<ModelKey> last = history.newestVersion().map(RunHistory::key);
    return progress.await(
        Stage.SERVING,
        () -> serving.predictions() + " clips answered, live is " + serving.version(),
        () -> serving.version().equals(last) && (last.isEmpty() || serving.caughtUp(ends)));
  }
}
