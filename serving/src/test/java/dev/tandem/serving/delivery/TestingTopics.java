package dev.tandem.serving.delivery;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The models, control and chunks topics in memory; each shows what it was given, and nothing more.
 */
public final class TestingTopics {
  private final List<LogRecord> versions = new ArrayList<>();
  private final List<LogRecord> chunks = new ArrayList<>();
  private final List<LogRecord> control = new ArrayList<>();
  private final List<Instant> seeks = new ArrayList<>();
  private int oldestRead;
  private boolean reachable = true;

  /** Shows a whole version in both topics. */
  public synchronized void publish(Publication publication) {
    showChunks(publication.chunkRecords());
    showVersions(publication.modelRecords());
  }

  public synchronized void showVersions(List<LogRecord> records) {
    records.forEach(record -> append(versions, record));
  }

  public synchronized void showChunks(List<LogRecord> records) {
    records.forEach(record -> append(chunks, record));
  }

  /** Shows an operator's word on the model. */
  public void control(ControlAction action, int generation, int version) {
    control(Publication.MODEL, Wire.encode(event(Publication.MODEL, action, generation, version)));
  }

  static ControlEvent event(String model, ControlAction action, int generation, int version) {
    return ControlEvent.newBuilder()
        .setModel(model)
        .setAction(action)
        .setGeneration(generation)
        .setVersion(version)
        .setWho("kim")
        .setWhy("because")
        .setTime(Instant.EPOCH)
        .build();
  }

  public synchronized void control(String key, byte[] value) {
    append(
        control,
        new LogRecord(Topics.standard().control(), -1, key, Optional.of(value), Instant.EPOCH));
  }

  private static void append(List<LogRecord> log, LogRecord record) {
    log.add(new LogRecord(record.topic(), log.size(), record.key(), record.value(), record.time()));
  }

  /** The broker cannot be reached from now on, or can again. */
  public synchronized void reachable(boolean isReachable) {
    reachable = isReachable;
  }

  private void requireReachable() {
    if (!reachable) {
      throw new TimeoutException("no broker answers");
    }
  }

  /** The next reader of the models topic begins {@code records} before its end. */
  public synchronized void beginBeforeEnd(int records) {
    oldestRead = Math.max(0, versions.size() - records);
  }

  /** Where chunks were looked for. */
  public synchronized List<Instant> seeks() {
    return List.copyOf(seeks);
  }

  public VersionLog versionLog() {
    return new Versions();
  }

  public ChunkLog chunkLog() {
    return new Chunks();
  }

  private final class Versions implements VersionLog {
    private int position = oldestRead;
    private int controlPosition;

    @Override
    public List<LogRecord> poll(Duration timeout) {
      synchronized (TestingTopics.this) {
        List<LogRecord> read = new ArrayList<>(control.subList(controlPosition, control.size()));
        controlPosition = control.size();
        read.addAll(versions.subList(position, versions.size()));
        position = versions.size();
        return read;
      }
    }

    @Override
    public boolean caughtUp() {
      return true;
    }

    @Override
    public boolean searchFurtherBack() {
      boolean more = oldestRead > 0;
      if (more) {
        oldestRead = 0;
        position = 0;
      }
      return more;
    }

    @Override
    public void probe() {
      synchronized (TestingTopics.this) {
        requireReachable();
      }
    }

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }

  private final class Chunks implements ChunkLog {
    private int position;

    @Override
    public void seek(Instant time) {
      synchronized (TestingTopics.this) {
        requireReachable();
        seeks.add(time);
        position = 0;
        while (position < chunks.size() && chunks.get(position).time().isBefore(time)) {
          position++;
        }
      }
    }

    @Override
    public List<LogRecord> poll(Duration timeout) {
      synchronized (TestingTopics.this) {
        List<LogRecord> read = List.copyOf(chunks.subList(position, chunks.size()));
        position = chunks.size();
        return read;
      }
    }

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }
}
