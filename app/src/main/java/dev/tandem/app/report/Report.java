package dev.tandem.app.report;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.schemas.records.ModelManifest;
import java.util.List;
import java.util.SortedMap;

/**
 * What a run did. The components' names are the keys of the JSON file.
 *
 * @param leftOut files of the feed that gave no clip, or not all of theirs: {@code item} and {@code
 *     reason}
 * @param clips how each clip that was published ended
 * @param records feature records that became part of no clip
 */
public record Report(
    Run run,
    List<Skipped> leftOut,
    Clips clips,
    Records records,
    Training training,
    Models models,
    Predictions predictions,
    Throughput throughput) {

  /**
   * What was run.
   *
   * @param version of Tandem
   * @param ended by itself; false after Ctrl-C, where {@code published} and {@code predictions} are
   *     what this process did
   * @param wholeLog whether the topics hold everything that was ever written to them; where their
   *     retention has removed records, {@code published} and {@code predictions} count what is left
   * @param wallSeconds from the start of the process to this report
   * @param secondsToFirstStep from the start of the process; NaN where nothing was trained
   */
  public record Run(
      String feed,
      String policy,
      long seed,
      String version,
      boolean ended,
      boolean wholeLog,
      double wallSeconds,
      double secondsToFirstStep) {}

  /**
   * Clips by outcome: {@code published = complete + partial + late + deadLettered} and {@code
   * trained + unlabelled + skipped = complete + partial}.
   */
  public record Clips(
      long published,
      long complete,
      long partial,
      long late,
      long deadLettered,
      long trained,
      long unlabelled,
      long skipped) {}

  /** Feature records by the reason for which they were left out. */
  public record Records(long duplicate, long conflicting, long late, long invalid) {}

  /**
   * What was learned.
   *
   * @param prequentialAccuracy of each head over every scored clip, 0 to 1; none where there are
   *     continuous targets
   * @param lastTenthAccuracy the same over the last tenth of the trained clips
   * @param prequentialLoss of each head over every scored clip: mean log loss in nats, or mean
   *     squared error of continuous targets
   * @param lastTenthLoss the same over the last tenth of the trained clips
   * @param pace of every step that the topic holds, in order; where they are more than 10,000, of
   *     every second, fourth and so on, and of the last
   * @param finalSha256 of the newest published version; empty where there is none
   * @param gainedClasses that labels named first, in the order in which the model came to know them
   */
  public record Training(
      long steps,
      SortedMap<String, Double> prequentialAccuracy,
      SortedMap<String, Double> lastTenthAccuracy,
      SortedMap<String, Double> prequentialLoss,
      SortedMap<String, Double> lastTenthLoss,
      List<PacePoint> pace,
      String finalSha256,
      List<String> gainedClasses) {}

  /**
   * How fast each modality learned in one step.
   *
   * @param pace multiplier of the learning rate by modality
   */
  public record PacePoint(long step, @JsonAnyGetter SortedMap<String, Double> pace) {}

  /**
   * The versions of the model.
   *
   * @param published the last 10,000, in order
   * @param served versions that were live in the consumer, in order
   * @param superseded versions that the consumer passed over for a newer one
   * @param refused versions that the consumer refused, each with the reason
   * @param stepToServedMillis from the end of the last step behind a version to its first use
   * @param commitToServedMillis from when a version was seen on its topic, committed, to its first
   *     use
   */
  public record Models(
      List<Version> published,
      List<Integer> served,
      List<Integer> superseded,
      List<String> refused,
      Latency stepToServedMillis,
      Latency commitToServedMillis) {}

  /**
   * One published version.
   *
   * @param held why consumers were not to follow it; empty where they were
   */
  public record Version(int version, long step, String sha256, long bytes, String held) {
    static Version of(ModelManifest manifest) {
      return new Version(
          manifest.getVersion(),
          manifest.getStep(),
          manifest.getSha256(),
          manifest.getBytes(),
          manifest.getHeld());
    }
  }

  /** Percentiles in milliseconds, NaN where nothing was measured. */
  public record Latency(double p50, double p99) {}

  /** Answers of the consumer. */
  public record Predictions(long count) {}

  /** Trained clips per second between the first and the last step. */
  public record Throughput(double clipsPerSecond) {}
}
