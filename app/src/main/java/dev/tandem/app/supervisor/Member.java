package dev.tandem.app.supervisor;

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

  Member {
    javaArguments = List.copyOf(javaArguments);
  }

  /** The whole command line of it in {@code cluster}. */
  List<String> command(Path cluster) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(new Mark(cluster, name).flag());
    command.addAll(javaArguments);
    return command;
  }
}
