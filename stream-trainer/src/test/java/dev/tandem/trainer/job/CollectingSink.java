package dev.tandem.trainer.job;

import dev.tandem.stream.sink.OutRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what is written to it. */
final class CollectingSink implements Sink<OutRecord> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, List<OutRecord>> RECORDS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  CollectingSink() {
    RECORDS.put(id, new CopyOnWriteArrayList<>());
  }

  List<OutRecord> records() {
    return RECORDS.get(id);
  }

  @Override
  public SinkWriter<OutRecord> createWriter(WriterInitContext context) {
    return new Writer(RECORDS.get(id));
  }

  private record Writer(List<OutRecord> records) implements SinkWriter<OutRecord> {
    @Override
    public void write(OutRecord record, Context context) {
      records.add(record);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
