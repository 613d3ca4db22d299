package dev.tandem.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** What a broker finds when it starts. */
public final class BrokerFiles {
  private BrokerFiles() {}

  /**
   * Readies a broker that is to run in a process of its own: formats its directory and writes its
   * settings to {@code file}, which is returned.
   */
  public static Path prepare(BrokerSettings settings, int controllerPort, Path file)
      throws IOException {
    Properties properties =
        BrokerProperties.of(settings, settings.port().orElseThrow(), controllerPort);
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, "Kafka's settings of this cluster; written at each start.");
    }
    try {
      format(settings);
    } catch (Exception e) {
      throw new ClusterException(
          "the broker's directory %s cannot be formatted: %s"
              .formatted(settings.directory(), e.getMessage()),
          e);
    }
    return file;
  }

  /** Formats the directory unless it was. */
  static void format(BrokerSettings settings) throws Exception {
    if (Files.exists(settings.directory().resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(settings.directory());
    PrintStream silent =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setPrintStream(silent)
        .setNodeId(BrokerProperties.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .addDirectory(settings.directory().toString())
        .setMetadataLogDirectory(settings.directory().toString())
        .run();
  }
}
