package dev.tandem.cluster.supervisor;

import java.util.Map;
import java.util.TreeMap;

/**
 * Flink's settings of a cluster's processes. Memory is given part by part, because they are started
 * without Flink's scripts, which would work it out.
 */
final class FlinkConf {
  static final String JOB_MANAGER_HEAP = "384m";

  /** Of the framework and the tasks together. */
  static final String TASK_MANAGER_HEAP = "768m";

  private FlinkConf() {}

  static Map<String, String> jobManager(ClusterFiles files, ClusterPorts ports) {
    Map<String, String> conf = common(files, ports, Member.JOB_MANAGER);
    conf.put("jobmanager.memory.heap.size", JOB_MANAGER_HEAP);
    conf.put("jobmanager.memory.off-heap.size", "64m");
    conf.put("jobmanager.memory.jvm-metaspace.size", "192m");
    conf.put("jobmanager.memory.jvm-overhead.min", "64m");
    conf.put("jobmanager.memory.jvm-overhead.max", "64m");
    conf.put("rest.bind-address", "127.0.0.1");
    conf.put("rest.bind-port", Integer.toString(ports.web()));
    conf.put("web.submit.enable", "false");
    return conf;
  }

  static Map<String, String> taskManager(ClusterFiles files, ClusterPorts ports, String name) {
    Map<String, String> conf = common(files, ports, name);
    conf.put("taskmanager.resource-id", name);
    conf.put("taskmanager.host", "127.0.0.1");
    conf.put("taskmanager.bind-host", "127.0.0.1");
    conf.put("taskmanager.numberOfTaskSlots", "4");
    conf.put("taskmanager.cpu.cores", "2");
    conf.put("taskmanager.memory.framework.heap.size", "128m");
    conf.put("taskmanager.memory.framework.off-heap.size", "128m");
    conf.put("taskmanager.memory.task.heap.size", "640m");
    conf.put("taskmanager.memory.task.off-heap.size", "512m");
    conf.put("taskmanager.memory.managed.size", "8m");
    conf.put("taskmanager.memory.network.min", "64m");
    conf.put("taskmanager.memory.network.max", "64m");
    conf.put("taskmanager.memory.segment-size", "128k");
    // As in FlinkConfiguration: a barrier waits behind what is under way.
    conf.put("taskmanager.network.memory.buffer-debloat.enabled", "true");
    conf.put("taskmanager.network.memory.buffer-debloat.target", "200 ms");
    conf.put("taskmanager.memory.jvm-metaspace.size", "256m");
    conf.put("taskmanager.memory.jvm-overhead.min", "64m");
    conf.put("taskmanager.memory.jvm-overhead.max", "64m");
    return conf;
  }

  private static Map<String, String> common(ClusterFiles files, ClusterPorts ports, String name) {
    Map<String, String> conf = new TreeMap<>();
    conf.put("jobmanager.rpc.address", "127.0.0.1");
    conf.put("jobmanager.bind-host", "127.0.0.1");
    conf.put("rest.address", "127.0.0.1");
    conf.put("rest.port", Integer.toString(ports.web()));
    conf.put("high-availability.type", "zookeeper");
    conf.put("high-availability.cluster-id", "/tandem");
    conf.put("high-availability.storageDir", files.highAvailability().toUri().toString());
    conf.put("high-availability.zookeeper.quorum", "127.0.0.1:" + ports.zookeeper());
    // A dead JobManager's leadership ends with its session.
    conf.put("high-availability.zookeeper.client.session-timeout", "6 s");
    conf.put("high-availability.zookeeper.client.connection-timeout", "3 s");
    conf.put("high-availability.zookeeper.client.retry-wait", "1 s");
    conf.put("high-availability.zookeeper.client.max-retry-attempts", "30");
    conf.put("high-availability.zookeeper.client.tolerate-suspended-connections", "true");
    conf.put("heartbeat.interval", "200 ms");
    conf.put("heartbeat.timeout", "8 s");
    // Its port refuses connections: it is dead, without waiting for the timeout.
    conf.put("heartbeat.rpc-failure-threshold", "2");
    conf.put("pekko.ask.timeout", "30 s");
    conf.put("cluster.registration.initial-timeout", "100 ms");
    conf.put("cluster.registration.max-timeout", "1 s");
    conf.put("cluster.registration.error-delay", "500 ms");
    conf.put("cluster.registration.refused-registration-delay", "500 ms");
    conf.put("slot.idle.timeout", "10 s");
    // So that a job shares with the others what a TaskManager has loaded before it came.
    conf.put("classloader.parent-first-patterns.additional", "org.apache.kafka.");
    conf.put("io.tmp.dirs", files.temporary(name).toString());
    conf.put("web.tmpdir", files.temporary(name).toString());
    conf.put("blob.storage.directory", files.temporary(name).toString());
    return conf;
  }
}
