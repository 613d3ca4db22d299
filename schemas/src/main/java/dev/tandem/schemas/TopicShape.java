package dev.tandem.schemas;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic as it is now.
 *
 * @param id another one where the topic was deleted and created anew
 */
public record TopicShape(Uuid id, int partitions) {

  /** Of those topics that the cluster knows; throws where it does not answer. */
  public static Map<String, TopicShape> look(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<String, TopicShape> shapes = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        TopicDescription found = answer.getValue().get();
        shapes.put(answer.getKey(), new TopicShape(found.topicId(), found.partitions().size()));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return shapes;
  }
}
