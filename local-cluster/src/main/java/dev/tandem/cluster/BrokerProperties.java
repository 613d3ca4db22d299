package dev.tandem.cluster;

import java.util.List;
import java.util.Properties;

/** The server properties of a broker that is its own controller and the only node. */
final class BrokerProperties {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final int SEGMENT_BYTES = 16 << 20;

  private BrokerProperties() {}

  static Properties of(BrokerSettings settings, int clientPort, int controllerPort) {
    Properties properties = new Properties();
    listeners(properties, clientPort, controllerPort);
    oneNode(properties);
    small(properties);
    properties.setProperty("log.dirs", settings.directory().toString());
    properties.setProperty("auto.create.topics.enable", "false");
    settings
        .retentionBytes()
        .ifPresent(bytes -> properties.setProperty("log.retention.bytes", Long.toString(bytes)));
    properties.putAll(settings.others());
    return properties;
  }

  private static void listeners(Properties properties, int clientPort, int controllerPort) {
    String client = "PLAINTEXT://127.0.0.1:" + clientPort;
    String controller = "127.0.0.1:" + controllerPort;
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", Integer.toString(NODE_ID));
    properties.setProperty("listeners", client + "," + CONTROLLER_LISTENER + "://" + controller);
    properties.setProperty("advertised.listeners", client);
    properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  private static void oneNode(Properties properties) {
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      properties.setProperty(topic + ".replication.factor", "1");
      properties.setProperty(topic + ".num.partitions", "1");
    }
    properties.setProperty("transaction.state.log.min.isr", "1");
    // An orphaned transaction holds readers back until it is found to have timed out.
    properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    // A broker that was killed is let in again only when its session is over: 9 s, unless told.
    properties.setProperty("broker.session.timeout.ms", "4000");
    properties.setProperty("broker.heartbeat.interval.ms", "1000");
  }

  /** Kafka's defaults are for servers: 128 MB for the cleaner alone. */
  private static void small(Properties properties) {
    properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    properties.setProperty("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
    properties.setProperty("log.retention.check.interval.ms", "30000");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "2");
  }
}
