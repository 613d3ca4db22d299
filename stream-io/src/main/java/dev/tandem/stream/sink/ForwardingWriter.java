package dev.tandem.stream.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;

/** Kafka's writer, for those who change one thing about it. */
@SuppressWarnings("try") // close() may be interrupted, as Flink has it
public abstract class ForwardingWriter
    implements StatefulSinkWriter<OutRecord, KafkaWriterState>,
        CommittingSinkWriter<OutRecord, KafkaCommittable> {
  private final StatefulSinkWriter<OutRecord, KafkaWriterState> stateful;
  private final CommittingSinkWriter<OutRecord, KafkaCommittable> committing;

  /** {@code kafka} is both. */
  @SuppressWarnings("unchecked")
  protected ForwardingWriter(SinkWriter<OutRecord> kafka) {
    stateful = (StatefulSinkWriter<OutRecord, KafkaWriterState>) kafka;
    committing = (CommittingSinkWriter<OutRecord, KafkaCommittable>) kafka;
  }

  @Override
  public void write(OutRecord record, Context context) throws IOException, InterruptedException {
    stateful.write(record, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    stateful.flush(endOfInput);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return committing.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    return stateful.snapshotState(checkpointId);
  }

  @Override
  public void close() throws Exception {
    stateful.close();
  }
}
