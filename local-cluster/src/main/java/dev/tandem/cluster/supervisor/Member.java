package dev.tandem.cluster.supervisor;

import dev.tandem.schemas.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of a cluster.
 *
 * @param name unique in its cluster
 * @param javaArguments what follows {@code java} and the {@link Mark}: flags, class path, main
 *     class and its arguments
 */
record Member(String name, List<String> javaArguments) {
  static final String ZOOKEEPER = "zookeeper";
  static final String BROKER = "broker";
  static final String JOB_MANAGER = "jobmanager";
  static final String TASK_MANAGER = "taskmanager-";
  static final String SUPERVISOR = "supervisor";

  /** Half of what a {@link Mark} can be seen in. */
  private static final int MOST_CHARACTERS = 2_048;

  Member {
    javaArguments = List.copyOf(javaArguments);
  }

  /** The whole command line of it in {@code cluster}. */
  List<String> command(Path cluster) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(new Mark(cluster, name).flag());
    command.addAll(javaArguments);
    if (String.join(" ", command).length() > MOST_CHARACTERS) {
      throw new UsageException(
          "the cluster's directory %s has too long a name; choose a shorter one"
              .formatted(cluster));
    }
    return command;
  }
}
