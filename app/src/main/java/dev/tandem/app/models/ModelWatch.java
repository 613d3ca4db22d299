package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.delivery.KafkaVersionLog;
import dev.tandem.serving.delivery.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Versions and operators' words as they come. */
public final class ModelWatch implements AutoCloseable {
  private final KafkaVersionLog log;
  private final String control;
  private boolean live;

  public ModelWatch(KafkaConnection kafka, Topics topics) {
    BrokerClients clients = new BrokerClients(kafka);
    this.log =
        new KafkaVersionLog(clients.reader("tandem-watch"), topics.models(), topics.control());
    this.control = topics.control();
  }

  /** What came since the last call; the first calls pass over what was there before. */
  public List<ModelNews> next(Duration timeout) {
    List<LogRecord> records = log.poll(timeout);
    List<ModelNews> news = new ArrayList<>();
    if (live) {
      records.forEach(record -> news(record).ifPresent(news::add));
    }
    live = log.caughtUp();
    return news;
  }

  private Optional<ModelNews> news(LogRecord record) {
    try {
      return record.topic().equals(control)
          ? record.value().map(value -> ModelNews.word(Wire.decode(value, ControlEvent.class)))
          : ModelKey.ofManifestKey(record.key()).map(key -> ModelNews.version(key, record));
    } catch (WireException e) {
      return Optional.of(ModelNews.foreign(record, e.getMessage()));
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
