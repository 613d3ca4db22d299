package dev.tandem.cluster.supervisor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells a cluster's processes from all others of the machine: a flag of theirs, so that it is there
 * from their first moment and gone with them, whatever became of who started them. Java shows
 * nothing of a command line of 4,096 bytes or more: that of a member must stay well below.
 */
record Mark(Path cluster, String member) {
  String flag() {
    return "-Dtandem.process=%s#%s".formatted(cluster, member);
  }

  /** The process that carries it. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.allProcesses().filter(this::isOn).findFirst();
  }

  /** Whether {@code process} lives and carries it; a dead one that nobody waited for does not. */
  boolean isOn(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.asList(arguments).contains(flag()))
        .orElse(false);
  }
}
