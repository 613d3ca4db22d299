package dev.tandem.tests.publication;

import dev.tandem.stream.sink.ForwardingWriter;
import dev.tandem.stream.sink.OutRecord;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Kafka's writer, with something happening between its records. */
@SuppressWarnings("try") // close() may be interrupted, as Flink has it
final class DisturbedWriter extends ForwardingWriter {
  DisturbedWriter(SinkWriter<OutRecord> kafka) {
    super(kafka);
  }

  @Override
  public void write(OutRecord record, Context context) throws IOException, InterruptedException {
    Commits.current().write();
    super.write(record, context);
  }
}
