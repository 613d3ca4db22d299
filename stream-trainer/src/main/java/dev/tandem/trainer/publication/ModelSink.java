package dev.tandem.trainer.publication;

import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.sink.QuietSink;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * Kafka's sink, for versions of a model: where Kafka has dropped a transaction, which its own
 * committer counts and passes over, this one fails the task. The trainer then starts from a
 * checkpoint and writes again what is missing.
 */
public final class ModelSink extends QuietSink {
  private static final long serialVersionUID = 1L;

  public ModelSink(KafkaSink<OutRecord> kafka) {
    super(kafka);
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new StrictCommitter(super.createCommitter(context));
  }
}
