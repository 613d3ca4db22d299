package dev.tandem.serving.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The models and chunks topics in memory; each shows what it was given, and nothing more. */
public final class TestingTopics {
  private final List<LogRecord> versions = new ArrayList<>();
  private final List<LogRecord> chunks = new ArrayList<>();
  private final List<Instant> seeks = new ArrayList<>();
  private int oldestRead;

  /** Shows a whole version in both topics. */
  public synchronized void publish(Publication publication) {
    showChunks(publication.chunkRecords());
    showVersions(publication.modelRecords());
  }

  public synchronized void showVersions(List<LogRecord> records) {
    versions.addAll(records);
  }

  public synchronized void showChunks(List<LogRecord> records) {
    chunks.addAll(records);
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

    @Override
    public List<LogRecord> poll(Duration timeout) {
      synchronized (TestingTopics.this) {
        List<LogRecord> read = List.copyOf(versions.subList(position, versions.size()));
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
    public void wakeup() {}

    @Override
    public void close() {}
  }

  private final class Chunks implements ChunkLog {
    private int position;

    @Override
    public void seek(Instant time) {
      synchronized (TestingTopics.this) {
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
