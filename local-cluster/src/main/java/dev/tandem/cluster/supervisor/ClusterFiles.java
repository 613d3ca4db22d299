package dev.tandem.cluster.supervisor;

import java.nio.file.Path;

/** Where a cluster keeps what. */
record ClusterFiles(Path directory) {
  Path ports() {
    return directory.resolve("cluster.properties");
  }

  /** Held by the one supervisor. */
  Path lock() {
    return directory.resolve("supervisor.lock");
  }

  /** Written anew at each start. */
  Path configuration(String member) {
    return directory.resolve("conf").resolve(member);
  }

  Path kafka() {
    return directory.resolve("kafka");
  }

  Path zookeeper() {
    return directory.resolve("zookeeper");
  }

  /** What Flink must find again after its JobManager died. */
  Path highAvailability() {
    return directory.resolve("ha");
  }

  Path temporary(String member) {
    return directory.resolve("tmp").resolve(member);
  }

  Path logs() {
    return directory.resolve("logs");
  }

  Path log(String member) {
    return logs().resolve(member + ".log");
  }

  /** What a process says that does not log, such as a crashing Java. */
  Path output(String member) {
    return logs().resolve(member + ".out");
  }
}
