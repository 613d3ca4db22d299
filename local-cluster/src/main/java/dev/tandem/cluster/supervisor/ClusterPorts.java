package dev.tandem.cluster.supervisor;

import dev.tandem.cluster.LoopbackPort;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * Loopback ports of a cluster, the same for all its life.
 *
 * @param broker of Kafka's clients
 * @param controller of Kafka's own quorum
 * @param web of Flink's REST interface and pages
 */
record ClusterPorts(int broker, int controller, int zookeeper, int web) {
  /** In an option: any port that is free. */
  static final int ANY = 0;

  /** Those that {@code broker} and {@code web} ask for, and free ones. */
  static ClusterPorts choose(int broker, int web) {
    Set<Integer> taken = new HashSet<>();
    return new ClusterPorts(
        wanted("--broker-port", broker, taken),
        wanted("", ANY, taken),
        wanted("", ANY, taken),
        wanted("--web-port", web, taken));
  }

  private static int wanted(String option, int port, Set<Integer> taken) {
    if (port != ANY) {
      if (!LoopbackPort.isFree(port) || !taken.add(port)) {
        throw new UsageException(
            "%s is %d, which is in use; name another, or 0 for any free one"
                .formatted(option, port));
      }
      return port;
    }
    int free = LoopbackPort.free();
    while (!taken.add(free)) {
      free = LoopbackPort.free();
    }
    return free;
  }

  static ClusterPorts read(Path file) {
    Properties values = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new ClusterPorts(
        port(values, "broker", file),
        port(values, "controller", file),
        port(values, "zookeeper", file),
        port(values, "web", file));
  }

  private static int port(Properties values, String name, Path file) {
    try {
      return Integer.parseInt(values.getProperty(name, ""));
    } catch (NumberFormatException e) {
      throw new UsageException(
          "%s does not say the port of %s; put the file back, or begin anew in another directory"
              .formatted(file, name));
    }
  }

  void write(Path file) {
    Properties values = new Properties();
    values.setProperty("broker", Integer.toString(broker));
    values.setProperty("controller", Integer.toString(controller));
    values.setProperty("zookeeper", Integer.toString(zookeeper));
    values.setProperty("web", Integer.toString(web));
    try (OutputStream out = Files.newOutputStream(file)) {
      values.store(out, "Loopback ports of this cluster.");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + broker;
  }
}
