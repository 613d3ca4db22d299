package dev.tandem.app.demo;

import dev.tandem.app.report.RunHistory;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.ServingUnit;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.TrainingEvent;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of a run, in order: the feed has ended; everything is trained and the final version is
 * published; every clip is joined and answered; the jobs stop with a savepoint; the final version
 * is live.
 */
final class Ending {
  private final Progress progress;
  private final RunTopics topics;
  private final RunHistory history;
  private final ServingUnit serving;
  private final long answeredBefore;

  /**
   * @param answeredBefore predictions of earlier runs on the same topics
   */
  Ending(
      Progress progress,
      RunTopics topics,
      RunHistory history,
      ServingUnit serving,
      long answeredBefore) {
    this.progress = progress;
    this.topics = topics;
    this.history = history;
    this.serving = serving;
    this.answeredBefore = answeredBefore;
  }

  /** False if the user interrupted. */
  boolean awaitFeed(FeedRunner feed) {
    return progress.await(
        Stage.TRAINING,
        () -> feed.clips() + " clips published, " + trained(),
        () -> feed.report().isPresent());
  }

  /** The same of clips that people post, who take their time. */
  boolean awaitPeople(FeedRunner feed) {
    return progress.awaitPeople(Stage.TRAINING, () -> feed.report().isPresent());
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

  /** The train job has counted the clips; as many must come out of the assemble job. */
  boolean awaitAnswered() {
    Map<String, Long> totals = history.totals();
    long joined = totals.getOrDefault("complete", 0L) + totals.getOrDefault("partial", 0L);
    return progress.await(
        Stage.ANSWERING,
        () -> "%d of %d".formatted(answered(), joined),
        () -> answered() >= joined);
  }

  private long answered() {
    return answeredBefore + serving.answered();
  }

  /** An operator may have released a later one that was held. */
  private boolean isLive(ModelKey version) {
    return serving.version().filter(live -> live.compareTo(version) >= 0).isPresent();
  }

  /** Nothing is written any more; the rest of it is read, and the final version answers. */
  boolean awaitLive() {
    Map<TopicPartition, Long> ends = topics.endOfClips();
    Optional<ModelKey> last = history.newestOpen();
    return progress.await(
        Stage.LIVE,
        () -> "live is " + serving.version().map(ModelKey::toString).orElse("none"),
        () -> last.isEmpty() || (isLive(last.get()) && serving.caughtUp(ends)));
  }
}
