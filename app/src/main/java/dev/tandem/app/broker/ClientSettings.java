package dev.tandem.app.broker;

import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings of Kafka's clients that a user gives: how brokers with a login are reached. */
public final class ClientSettings {
  /** What Tandem's promises rest on, and what it says itself. */
  private static final Set<String> OURS =
      Set.of(
          "bootstrap.servers",
          "group.id",
          "group.instance.id",
          "client.id",
          "transactional.id",
          "isolation.level",
          "enable.auto.commit",
          "auto.offset.reset",
          "allow.auto.create.topics",
          "enable.idempotence",
          "acks",
          "interceptor.classes",
          "partitioner.class",
          "partitioner.ignore.keys",
          "key.serializer",
          "value.serializer",
          "key.deserializer",
          "value.deserializer");

  private ClientSettings() {}

  /**
   * Those in a file as Kafka's own tools take it with {@code --command-config}.
   *
   * @throws UsageException if it cannot be read, or sets what is Tandem's to set
   */
  public static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "--command-config is %s, which cannot be read as KEY=VALUE lines; name a file as Kafka's own tools take it"
              .formatted(file));
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    for (String key : settings.keySet()) {
      if (OURS.contains(key) && !key.equals("bootstrap.servers")) {
        throw new UsageException(
            "--command-config %s sets %s: leave it out, Tandem sets it itself"
                .formatted(file, key));
      }
    }
    return settings;
  }

  /**
   * Throws {@link UsageException} for a setting that Kafka's clients do not have, or that is
   * Tandem's to make.
   */
  public static void requireAllowed(Set<String> keys) {
    Set<String> known = new TreeSet<>();
    definitions().forEach(definition -> known.addAll(definition.names()));
    for (String key : keys) {
      if (!known.contains(key)) {
        throw new UsageException(
            "kafka.%s: Kafka's clients have no such setting%s"
                .formatted(key, Nearest.hint(key, List.copyOf(known))));
      }
      if (OURS.contains(key)) {
        throw new UsageException(
            "kafka.%s is not to be set: %s"
                .formatted(
                    key,
                    key.equals("bootstrap.servers")
                        ? "name the brokers with --bootstrap-server"
                        : "Tandem sets it itself, and its promises rest on it"));
      }
    }
  }

  /** Whether nobody else may see the value. */
  public static boolean isSecret(String key) {
    return definitions().stream()
        .map(definition -> definition.configKeys().get(key))
        .anyMatch(known -> known != null && known.type == ConfigDef.Type.PASSWORD);
  }

  private static List<ConfigDef> definitions() {
    return List.of(
        ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());
  }
}
