package dev.tandem.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.junit.jupiter.api.Test;

class QuietWriterTest {
  private final Failing failing = new Failing();
  private final QuietWriter writer = new QuietWriter(failing);

  @Test
  void shouldEndWithoutWhatFails() {
    writer.close();

    assertThat(failing.closed).isTrue();
  }

  @Test
  void shouldFailBeforeACheckpoint() {
    assertThatThrownBy(() -> writer.flush(false)).isInstanceOf(IOException.class);
  }

  @Test
  void shouldStayInterrupted() {
    failing.interrupted = true;

    writer.close();

    assertThat(Thread.interrupted()).isTrue();
  }

  @SuppressWarnings("try")
  private static final class Failing
      implements StatefulSinkWriter<OutRecord, KafkaWriterState>,
          CommittingSinkWriter<OutRecord, KafkaCommittable> {
    private boolean closed;
    private boolean interrupted;

    @Override
    public void write(OutRecord record, Context context) {}

    @Override
    public void flush(boolean endOfInput) throws IOException {
      throw new IOException("a record was refused");
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() {
      return List.of();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public void close() throws Exception {
      closed = true;
      if (interrupted) {
        throw new InterruptedException();
      }
      throw new IOException("a record was refused");
    }
  }
}
