package dev.tandem.app.command;

import dev.tandem.cluster.supervisor.LocalCluster;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Where a job runs. */
sealed interface Target {
  String EMBEDDED = "embedded";
  String CLUSTER = "cluster";

  /** The same as embedded, of a command that can do without Flink. */
  String FLINK = "flink";

  /** Address of the Flink cluster; empty for this process. */
  Optional<InetSocketAddress> flink();

  /** Of the broker, where the target says it. */
  Optional<String> bootstrapServers();

  /** Flink in this process. */
  record Embedded() implements Target {
    @Override
    public Optional<InetSocketAddress> flink() {
      return Optional.empty();
    }

    @Override
    public Optional<String> bootstrapServers() {
      return Optional.empty();
    }
  }

  /** A Flink cluster; of the local one its broker is known, too. */
  record Remote(Optional<InetSocketAddress> flink, Optional<String> bootstrapServers)
      implements Target {}

  /** {@code embedded}, {@code cluster}, {@code cluster:DIR} or {@code HOST:PORT}. */
  static Target parse(String text) {
    if (text.equals(EMBEDDED) || text.equals(FLINK)) {
      return new Embedded();
    }
    if (text.equals(CLUSTER) || text.startsWith(CLUSTER + ":")) {
      String directory =
          text.equals(CLUSTER) ? ClusterCommand.DIRECTORY : text.substring(CLUSTER.length() + 1);
      LocalCluster cluster = LocalCluster.in(Path.of(directory));
      return new Remote(Optional.of(cluster.flink()), Optional.of(cluster.bootstrapServers()));
    }
    return new Remote(Optional.of(HostPort.parse("--target", text)), Optional.empty());
  }
}
