package dev.tandem.app.cluster;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the embedded broker runs.
 *
 * @param directory holds the broker's logs; formatted on first use, reused afterwards
 * @param port loopback port of the client listener; empty for any free one
 * @param retentionBytes upper bound of each partition of a topic that deletes; empty keeps all
 */
public record BrokerSettings(Path directory, OptionalInt port, OptionalLong retentionBytes) {
  /** Any free port, everything kept. */
  public static BrokerSettings in(Path directory) {
    return new BrokerSettings(directory, OptionalInt.empty(), OptionalLong.empty());
  }
}
