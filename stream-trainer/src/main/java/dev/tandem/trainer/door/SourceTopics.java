package dev.tandem.trainer.door;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Where a source reads, and what is there. */
public record SourceTopics(String bootstrapServers, List<String> topics) implements Serializable {
  private static final String TIMEOUT_MILLIS = "10000";

  /**
   * A topic as it is now.
   *
   * @param id another one where the topic was deleted and created anew
   */
  record Shape(Uuid id, int partitions) {}

  /** The caller closes it. */
  Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "default.api.timeout.ms", TIMEOUT_MILLIS,
            "request.timeout.ms", TIMEOUT_MILLIS));
  }

  /** The topics that the cluster knows; throws where it does not answer. */
  Map<String, Shape> look(Admin admin) throws ExecutionException, InterruptedException {
    DescribeTopicsResult answers = admin.describeTopics(topics);
    Map<String, Shape> shapes = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
        answers.topicNameValues().entrySet()) {
      try {
        TopicDescription found = answer.getValue().get();
        shapes.put(answer.getKey(), new Shape(found.topicId(), found.partitions().size()));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return shapes;
  }
}
