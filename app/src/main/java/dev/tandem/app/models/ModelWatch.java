package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.delivery.Candidate;
import dev.tandem.serving.delivery.KafkaVersionLog;
import dev.tandem.serving.delivery.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions and operators' words as they come, as lines of text. */
public final class ModelWatch implements AutoCloseable {
  private final KafkaVersionLog log;
  private final String control;
  private boolean live;

  public ModelWatch(String bootstrapServers, Topics topics) {
    BrokerClients clients = new BrokerClients(Map.of("bootstrap.servers", bootstrapServers));
    this.log =
        new KafkaVersionLog(clients.reader("tandem-watch"), topics.models(), topics.control());
    this.control = topics.control();
  }

  /** What came since the last call; the first calls pass over what was there before. */
  public List<String> next(Duration timeout) {
    List<LogRecord> records = log.poll(timeout);
    List<String> lines = new ArrayList<>();
    if (live) {
      records.forEach(record -> line(record).ifPresent(lines::add));
    }
    live = log.caughtUp();
    return lines;
  }

  private Optional<String> line(LogRecord record) {
    try {
      if (record.topic().equals(control)) {
        return record.value().map(value -> word(Wire.decode(value, ControlEvent.class)));
      }
      return ModelKey.ofManifestKey(record.key()).map(key -> version(key, record));
    } catch (WireException e) {
      return Optional.of("foreign record under key %s: %s".formatted(record.key(), e.getMessage()));
    }
  }

  private static String version(ModelKey key, LogRecord record) {
    if (record.value().isEmpty()) {
      return "%s  %s  retired".formatted(time(record.time()), key);
    }
    ModelManifest manifest = Wire.decode(record.value().get(), ModelManifest.class);
    Candidate version = new Candidate(key, manifest, record.time(), Instant.now(), record.offset());
    String held = manifest.getHeld().isEmpty() ? "" : "  held: " + manifest.getHeld();
    return "%s  %s  step %,d  %,d bytes  %s%s"
        .formatted(
            time(record.time()),
            key,
            manifest.getStep(),
            manifest.getBytes(),
            VersionTable.metrics(version),
            held);
  }

  private static String word(ControlEvent event) {
    String version =
        event.getVersion() == 0
            ? ""
            : "@%d.%d".formatted(event.getGeneration(), event.getVersion());
    return "%s  %s%s  %s by %s%s"
        .formatted(
            time(event.getTime()),
            event.getModel(),
            version,
            event.getAction(),
            event.getWho(),
            event.getWhy().isEmpty() ? "" : ": " + event.getWhy());
  }

  private static Instant time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void close() {
    log.close();
  }
}
