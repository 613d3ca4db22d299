package dev.tandem.trainer.job;

import dev.tandem.trainer.door.SourceItem;
import org.apache.flink.api.connector.source.Source;

/** Where a job reads from; given from outside, so that tests can hand in recorded logs. */
public interface JobSources {
  /** The records of a topic; each partition in its own order, its assignment announced first. */
  Source<SourceItem, ?, ?> of(String topic);

  /** How many partitions the topic has; the source's parallelism is at most that. */
  int partitions(String topic);
}
