package dev.tandem.tests.publication;

import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.publication.ModelSink;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The sink of versions, with something happening between its records and around its commits. */
final class DisturbedSink
    implements Sink<OutRecord>,
        SupportsWriterState<OutRecord, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {
  private static final long serialVersionUID = 1L;

  private final ModelSink sink;

  DisturbedSink(ModelSink sink) {
    this.sink = sink;
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new DisturbedCommitter(sink.createCommitter(context));
  }

  @Override
  public SinkWriter<OutRecord> createWriter(WriterInitContext context) throws IOException {
    return new DisturbedWriter(sink.createWriter(context));
  }

  @Override
  public StatefulSinkWriter<OutRecord, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
    return new DisturbedWriter(sink.restoreWriter(context, state));
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
    sink.addPostCommitTopology(committed);
  }

  @SuppressWarnings("try") // close() may be interrupted, as Flink has it
  private record DisturbedCommitter(Committer<KafkaCommittable> committer)
      implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
        throws IOException, InterruptedException {
      if (requests.isEmpty()) {
        return;
      }
      Commits.current().begin();
      committer.commit(requests);
      Commits.current().end();
    }

    @Override
    public void close() throws Exception {
      committer.close();
    }
  }
}
