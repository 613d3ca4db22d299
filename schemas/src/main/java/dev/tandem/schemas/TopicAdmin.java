package dev.tandem.schemas;

import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of the catalogue and tells where a cluster's differ. Changes nothing that
 * exists unless it is asked to.
 */
public final class TopicAdmin implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration KNOWN_POLL = Duration.ofMillis(20);

  private final Admin admin;
  private final String bootstrapServers;

  /** The caller closes {@code admin}. */
  public TopicAdmin(Admin admin) {
    this(admin, "the cluster");
  }

  private TopicAdmin(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
  }

  /** Of a cluster that is given up after some seconds without an answer. */
  public static TopicAdmin connect(KafkaConnection kafka) {
    return new TopicAdmin(
        kafka.admin(
            Map.of(
                "request.timeout.ms",
                Math.toIntExact(REQUEST.toMillis()),
                "default.api.timeout.ms",
                Math.toIntExact(PATIENCE.toMillis()))),
        kafka.name());
  }

  /** Where the cluster is. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates what is missing; topics that exist stay as they are.
   *
   * @param replication empty for the broker's default
   * @return the names of the topics that were created
   * @throws KafkaException if the cluster does not create one, or has created them and does not say
   *     that they can be written
   */
  public List<String> create(Collection<TopicSpec> specs, Optional<Short> replication) {
    Set<String> existing = names();
    List<NewTopic> missing =
        specs.stream()
            .filter(spec -> !existing.contains(spec.name()))
            .map(
                spec ->
                    new NewTopic(spec.name(), Optional.of(spec.partitions()), replication)
                        .configs(spec.settings()))
            .toList();
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(missing).values();
    List<String> created =
        missing.stream()
            .map(NewTopic::name)
            .filter(name -> isCreated(name, answers.get(name)))
            .toList();
    awaitReady(specs.stream().filter(spec -> created.contains(spec.name())).toList(), created);
    return created;
  }

  private void awaitReady(List<TopicSpec> created, List<String> names) {
    try {
      awaitKnown(names);
      awaitLeaders(created);
    } catch (KafkaException e) {
      throw new KafkaException(
          "created %s, but whether they can be written is not known: %s. Look with tandem topics describe before anything writes to them"
              .formatted(String.join(", ", names), e.getMessage()),
          e);
    }
  }

  /** The controller creates; the broker that is asked hears of it a little later. */
  private void awaitKnown(List<String> created) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!names().containsAll(created) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(KNOWN_POLL.toNanos());
    }
  }

  /**
   * Each partition's leader has to answer once: a producer whose first batch comes before that, and
   * whose second does not, has broken the order of its partition for good.
   */
  private void awaitLeaders(List<TopicSpec> created) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicSpec spec : created) {
      for (int partition = 0; partition < spec.partitions(); partition++) {
        ends.put(new TopicPartition(spec.name(), partition), OffsetSpec.latest());
      }
    }
    await("reach the new topics", admin.listOffsets(ends).all());
  }

  /** False where another has created it meanwhile. */
  private static boolean isCreated(String topic, KafkaFuture<Void> answer) {
    try {
      answer.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw failed("cannot create topic " + topic, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** How each topic of the catalogue stands on the cluster. */
  public List<TopicStatus> describe(Collection<TopicSpec> specs) {
    Set<String> existing = names();
    Map<String, TopicStatus.Found> found =
        find(specs.stream().map(TopicSpec::name).filter(existing::contains).toList());
    return specs.stream()
        .map(spec -> new TopicStatus(spec, Optional.ofNullable(found.get(spec.name()))))
        .toList();
  }

  private Set<String> names() {
    return await("list the topics", admin.listTopics().names());
  }

  private Map<String, TopicStatus.Found> find(Collection<String> topics) {
    Map<String, TopicDescription> descriptions =
        await("describe " + topics, admin.describeTopics(topics).allTopicNames());
    Map<String, Config> settings = settings(topics);
    Map<String, TopicStatus.Found> found = new HashMap<>();
    descriptions.forEach(
        (topic, description) ->
            found.put(topic, found(description.partitions().size(), settings.get(topic))));
    return found;
  }

  private static TopicStatus.Found found(int partitions, Config settings) {
    boolean plain =
        settings.entries().stream()
            .noneMatch(e -> e.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
    return new TopicStatus.Found(partitions, values(settings), plain);
  }

  private static Map<String, String> values(Config settings) {
    return settings.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private Map<String, Config> settings(Collection<String> topics) {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> settings = new TreeMap<>();
    await("read the settings of " + topics, admin.describeConfigs(resources).all())
        .forEach((resource, config) -> settings.put(resource.name(), config));
    return settings;
  }

  /** Gives a topic the catalogue's settings where it has others; its partitions stay. */
  public void correct(TopicStatus status) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, status.wanted().name());
    List<AlterConfigOp> changes =
        status.others().keySet().stream()
            .map(key -> new ConfigEntry(key, status.wanted().settings().get(key)))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    await(
        "change the settings of " + status.wanted().name(),
        admin.incrementalAlterConfigs(Map.of(topic, changes)).all());
  }

  /** The record times that each of {@code topics}, which exist, takes and keeps. */
  public List<KeptTimes> keptTimes(Collection<String> topics) {
    return settings(topics).entrySet().stream()
        .map(entry -> KeptTimes.of(entry.getKey(), values(entry.getValue())))
        .toList();
  }

  /** Removes the records of each that lie before an offset; they cannot be brought back. */
  public void removeBefore(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> before.put(partition, RecordsToDelete.beforeOffset(offset)));
    await("remove records of " + offsets.keySet(), admin.deleteRecords(before).all());
  }

  /** How many partitions a topic has; throws {@link KafkaException} naming what is in the way. */
  public int partitions(String topic) {
    return await("describe " + topic, admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .size();
  }

  private <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failed("cannot %s at %s".formatted(what, bootstrapServers), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static KafkaException failed(String what, ExecutionException e) {
    return new KafkaException("%s: %s".formatted(what, e.getCause().getMessage()), e.getCause());
  }

  private static KafkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KafkaException("interrupted while waiting for the Kafka cluster", e);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
