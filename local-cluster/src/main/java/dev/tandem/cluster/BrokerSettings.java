package dev.tandem.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the embedded broker runs.
 *
 * @param directory holds the broker's logs; formatted on first use, reused afterwards
 * @param port loopback port of the client listener; empty for any free one
 * @param retentionBytes upper bound of each partition of a topic that deletes; empty keeps all
 * @param others settings of Kafka's that win over ours
 */
public record BrokerSettings(
    Path directory, OptionalInt port, OptionalLong retentionBytes, Map<String, String> others) {
  public BrokerSettings {
    others = Map.copyOf(others);
  }

  public BrokerSettings(Path directory, OptionalInt port, OptionalLong retentionBytes) {
    this(directory, port, retentionBytes, Map.of());
  }

  /** Any free port, everything kept. */
  public static BrokerSettings in(Path directory) {
    return new BrokerSettings(directory, OptionalInt.empty(), OptionalLong.empty());
  }

  public BrokerSettings with(Map<String, String> others) {
    return new BrokerSettings(directory, port, retentionBytes, others);
  }
}
