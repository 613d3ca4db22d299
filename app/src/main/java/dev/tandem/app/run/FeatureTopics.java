package dev.tandem.app.run;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The feature topics that a cluster has, whatever their modalities. */
public final class FeatureTopics {
  private FeatureTopics() {}

  public static Set<String> of(KafkaConnection kafka, Topics topics) {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      return of(log, topics);
    }
  }

  public static Set<String> of(CommittedLog log, Topics topics) {
    String start = topics.features("");
    String prefix = start.substring(0, start.lastIndexOf(".v1"));
    return log.allPartitions().stream()
        .map(TopicPartition::topic)
        .filter(name -> name.startsWith(prefix) && name.endsWith(".v1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
