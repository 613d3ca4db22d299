package dev.tandem.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of the catalogue and tells where a cluster's differ. Changes nothing that
 * exists.
 */
public final class TopicAdmin {
  /** What a cluster has in place of one topic of the catalogue. */
  public record TopicStatus(TopicSpec wanted, boolean exists, List<String> drift) {}

  private final Admin admin;

  /** The caller closes {@code admin}. */
  public TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates what is missing; topics that exist stay as they are.
   *
   * @param replication empty for the broker's default
   * @return the names of the topics that were created
   */
  public List<String> create(Collection<TopicSpec> specs, Optional<Short> replication) {
    Set<String> existing = await(admin.listTopics().names());
    List<String> created = new ArrayList<>();
    for (TopicSpec spec : specs) {
      if (!existing.contains(spec.name()) && create(spec, replication)) {
        created.add(spec.name());
      }
    }
    return created;
  }

  private boolean create(TopicSpec spec, Optional<Short> replication) {
    NewTopic topic =
        new NewTopic(spec.name(), Optional.of(spec.partitions()), replication)
            .configs(spec.settings());
    try {
      admin.createTopics(List.of(topic)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new KafkaException("cannot create topic " + spec.name(), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** How each topic of the catalogue stands on the cluster. */
  public List<TopicStatus> describe(Collection<TopicSpec> specs) {
    Set<String> existing = await(admin.listTopics().names());
    List<TopicStatus> statuses = new ArrayList<>();
    for (TopicSpec spec : specs) {
      boolean exists = existing.contains(spec.name());
      statuses.add(new TopicStatus(spec, exists, exists ? drift(spec) : List.of()));
    }
    return statuses;
  }

  private List<String> drift(TopicSpec spec) {
    List<String> drift = new ArrayList<>();
    int partitions = partitions(spec.name());
    if (partitions != spec.partitions()) {
      drift.add("partitions is %d; the catalogue has %d".formatted(partitions, spec.partitions()));
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
    Config config = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
    spec.settings().forEach((key, wanted) -> compare(config.get(key), key, wanted, drift));
    return drift;
  }

  private static void compare(ConfigEntry entry, String key, String wanted, List<String> drift) {
    String actual = entry == null ? "not set" : entry.value();
    if (!wanted.equals(actual)) {
      drift.add("%s is %s; the catalogue has %s".formatted(key, actual, wanted));
    }
  }

  /**
   * How many partitions a topic has; throws {@link KafkaException} where there is no such topic.
   */
  public int partitions(String topic) {
    Map<String, TopicDescription> descriptions =
        await(admin.describeTopics(List.of(topic)).allTopicNames());
    return descriptions.get(topic).partitions().size();
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException("the Kafka cluster does not answer", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static KafkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KafkaException("interrupted while waiting for the Kafka cluster", e);
  }
}
