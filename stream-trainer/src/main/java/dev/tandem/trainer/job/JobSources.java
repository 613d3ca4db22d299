package dev.tandem.trainer.job;

import dev.tandem.stream.door.SourceItem;
import dev.tandem.trainer.control.ControlLog;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/** Where a job reads from; given from outside, so that tests can hand in recorded logs. */
public interface JobSources {
  /**
   * The control topic.
   *
   * @param words what comes, at the latest from where the checkpoint left off
   * @param log all that is there
   */
  record ControlSource(Source<SourceItem, ?, ?> words, ControlLog log) {}

  /** Where operators' words to the trainer come from; empty where there are none. */
  default Optional<ControlSource> control(String topic) {
    return Optional.empty();
  }

  /**
   * The records of {@code topics}; each partition in its own order, its assignment announced first.
   *
   * @param name of the source
   */
  Source<SourceItem, ?, ?> of(String name, List<String> topics);

  /**
   * How many partitions the topic has; a source's parallelism is at most its topics' largest
   * number.
   */
  int partitions(String topic);
}
