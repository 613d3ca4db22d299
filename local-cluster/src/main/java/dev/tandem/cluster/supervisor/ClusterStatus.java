package dev.tandem.cluster.supervisor;

import dev.tandem.cluster.supervisor.LocalCluster.MemberStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs of a cluster.
 *
 * @param ready whether the broker answers and all TaskManagers are with Flink
 * @param kafka address of the broker
 * @param flink address of Flink's pages and REST interface
 */
public record ClusterStatus(boolean ready, String kafka, String flink, List<Part> processes) {

  /** One that runs or should; {@code pid} is null where it does not run. */
  public record Part(String name, Long pid) {
    static Part of(MemberStatus member) {
      return new Part(member.name(), member.pid().isPresent() ? member.pid().getAsLong() : null);
    }
  }

  public static ClusterStatus of(LocalCluster cluster) {
    return new ClusterStatus(
        cluster.isReady(),
        cluster.bootstrapServers(),
        cluster.webAddress(),
        cluster.status().stream().map(Part::of).toList());
  }

  /** As text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Part process : processes) {
      lines.add(
          "%-14s %s"
              .formatted(
                  process.name(),
                  process.pid() == null ? "does not run" : "process " + process.pid()));
    }
    lines.add("%s: Kafka %s, Flink %s".formatted(ready ? "ready" : "not ready", kafka, flink));
    return lines;
  }
}
