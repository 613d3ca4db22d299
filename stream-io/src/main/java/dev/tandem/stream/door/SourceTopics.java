package dev.tandem.stream.door;

import dev.tandem.schemas.TopicShape;
import dev.tandem.schemas.log.KafkaConnection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Where a source reads, and what is there.
 *
 * @param written by the source's job, and looked after with those that are read
 */
public record SourceTopics(KafkaConnection kafka, List<String> topics, List<String> written)
    implements Serializable {
  private static final String TIMEOUT_MILLIS = "10000";

  /** The caller closes it. */
  Admin admin() {
    return kafka.admin(
        Map.of(
            "default.api.timeout.ms", TIMEOUT_MILLIS,
            "request.timeout.ms", TIMEOUT_MILLIS));
  }

  /** The topics that the cluster knows; throws where it does not answer. */
  Map<String, TopicShape> look(Admin admin) throws ExecutionException, InterruptedException {
    List<String> all = new ArrayList<>(topics);
    all.addAll(written);
    return TopicShape.look(admin, all);
  }
}
