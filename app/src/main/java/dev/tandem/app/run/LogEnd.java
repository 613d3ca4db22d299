package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.log.WrittenLog;
import dev.tandem.stream.door.TailClock;
import dev.tandem.trainer.settings.JoinSettings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far feeds have come in some topics, by the records that a door would let in.
 *
 * @param newest the latest time of any of them
 * @param live whether a feed may still be writing: in some partition, not every stream has ended
 */
public record LogEnd(Instant newest, boolean live) {

  /**
   * Empty where the topics hold no such record. Waits for transactions that are open.
   *
   * @param join the job's settings, or any: how a door judges times
   */
  public static Optional<LogEnd> of(
      KafkaConnection kafka, Collection<String> topics, JoinSettings join) {
    WrittenLog written = new WrittenLog(kafka);
    try (CommittedLog log = CommittedLog.open(kafka)) {
      Map<TopicPartition, Span> all = new HashMap<>();
      topics.forEach(topic -> all.putAll(log.wholeWritten(topic, written)));
      return of(new LogTails(log, written, join.featureDoor()).clocks(all));
    }
  }

  /** The same of what is committed now, which is what a job can have read. */
  public static Optional<LogEnd> committed(
      KafkaConnection kafka, Collection<String> topics, JoinSettings join) {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      Map<TopicPartition, Span> all = new HashMap<>();
      topics.forEach(topic -> all.putAll(log.whole(topic)));
      return of(new LogTails(log, new WrittenLog(kafka), join.featureDoor()).clocks(all));
    }
  }

  /** The same of all feature topics, whatever the job's settings are. */
  public static Optional<LogEnd> ofFeatures(KafkaConnection kafka, Topics topics) {
    return committed(
        kafka, FeatureTopics.of(kafka, topics), JoinSettings.of(Settings.of(Map.of()).trainer()));
  }

  private static Optional<LogEnd> of(Collection<TailClock> clocks) {
    List<TailClock> told = clocks.stream().filter(clock -> clock.latest().isPresent()).toList();
    return told.stream()
        .map(clock -> Instant.ofEpochMilli(clock.latest().getAsLong()))
        .max(Instant::compareTo)
        .map(newest -> new LogEnd(newest, !told.stream().allMatch(TailClock::isAtRest)));
  }
}
