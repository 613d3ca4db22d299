package dev.tandem.trainer.publication;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's writer, which throws nothing while it closes. What counts was flushed, and its failures
 * thrown, before its checkpoint; the rest is aborted. Kafka's own throws the failures of that rest
 * again, and where a failed task does so, Flink takes it for the end of the whole TaskManager,
 * which nobody starts again in a cluster of one process.
 */
@SuppressWarnings("try") // close() may be interrupted, as Flink has it
final class QuietWriter
    implements StatefulSinkWriter<OutRecord, KafkaWriterState>,
        CommittingSinkWriter<OutRecord, KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(QuietWriter.class);

  private final StatefulSinkWriter<OutRecord, KafkaWriterState> stateful;
  private final CommittingSinkWriter<OutRecord, KafkaCommittable> committing;

  /** {@code kafka} is both. */
  @SuppressWarnings("unchecked")
  QuietWriter(SinkWriter<OutRecord> kafka) {
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
  public void close() {
    try {
      stateful.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("records without a checkpoint were not written: {}", rootCause(e).toString());
    }
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
