package dev.tandem.app.models;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.schemas.snapshot.SnapshotException;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.delivery.CandidateVersion;
import dev.tandem.serving.delivery.KafkaChunkLog;
import dev.tandem.serving.delivery.PayloadReader;
import dev.tandem.serving.delivery.RefusedVersionException;
import java.time.Clock;
import java.util.List;

/** Payloads of versions from the chunks topic. */
public final class Payloads implements AutoCloseable {
  private final PayloadReader reader;

  public Payloads(KafkaConnection kafka, Topics topics) {
    this(
        new PayloadReader(
            ServingSettings.of(Config.empty()).delivery(),
            new KafkaChunkLog(
                new BrokerClients(kafka).reader("tandem-models"), topics.modelChunks()),
            Clock.systemUTC()));
  }

  /** Takes over {@code reader}. */
  Payloads(PayloadReader reader) {
    this.reader = reader;
  }

  /** The verified bytes; throws {@link IllegalStateException} if they cannot be had, saying why. */
  public byte[] bytes(CandidateVersion version) {
    try {
      return reader.read(version);
    } catch (RefusedVersionException e) {
      throw unreadable(version, e);
    }
  }

  List<NamedTensor> tensors(CandidateVersion version) {
    try {
      return Safetensors.decode(bytes(version));
    } catch (SnapshotException e) {
      throw unreadable(version, e);
    }
  }

  private static IllegalStateException unreadable(CandidateVersion version, Exception cause) {
    return new IllegalStateException(
        "%s cannot be read: %s".formatted(version.key(), cause.getMessage()), cause);
  }

  @Override
  public void close() {
    reader.close();
  }
}
