package dev.tandem.trainer.job;

import dev.tandem.trainer.door.SourceItem;
import java.util.List;
import org.apache.flink.api.connector.source.Source;

/** Where a job reads from; given from outside, so that tests can hand in recorded logs. */
public interface JobSources {
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
