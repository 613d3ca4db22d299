package dev.tandem.trainer.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrictCommitterTest {
  private final FlinkKafkaInternalProducer<byte[], byte[]> producer = producer();
  private final KafkaCommittable ofThisRun = new KafkaCommittable(1, (short) 1, "id", producer);
  private final KafkaCommittable ofAnEarlierRun = new KafkaCommittable(1, (short) 1, "id", null);

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void shouldFailWhereATransactionOfThisRunWasDropped() {
    TestingRequest request = new TestingRequest(ofThisRun);

    assertThatThrownBy(() -> commit(request, new ProducerFencedException("dropped")))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("dropped");
  }

  @Test
  void shouldPassOverATransactionOfAnEarlierRun() throws Exception {
    TestingRequest request = new TestingRequest(ofAnEarlierRun);
    commit(request, new ProducerFencedException("dropped"));

    assertThat(request.signals).containsExactly("known");
  }

  @Test
  void shouldPassOverAnEarlierTransactionThatKafkaHasForgotten() throws Exception {
    TestingRequest request = new TestingRequest(ofAnEarlierRun);
    commit(request, new InvalidPidMappingException("forgotten"));

    assertThat(request.signals).containsExactly("known");
  }

  @Test
  void shouldFailWhereNobodyKnowsWhatBecameOfATransaction() {
    TestingRequest request = new TestingRequest(ofAnEarlierRun);

    assertThatThrownBy(() -> commit(request, new IllegalArgumentException("what?")))
        .isInstanceOf(IllegalStateException.class);
  }

  @SuppressWarnings("try") // close() may be interrupted, as Flink has it
  private static void commit(TestingRequest request, Exception failure) throws Exception {
    try (StrictCommitter committer = new StrictCommitter(new FailingCommitter(failure))) {
      committer.commit(List.of(request));
    }
  }

  /** Signals a failure as Kafka's committer does. */
  private record FailingCommitter(Exception failure) implements Committer<KafkaCommittable> {
    @Override
    public void commit(java.util.Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        if (failure instanceof ProducerFencedException) {
          request.signalFailedWithKnownReason(failure);
        } else {
          request.signalFailedWithUnknownReason(failure);
        }
      }
    }

    @Override
    public void close() {}
  }

  /** As Flink's own request does, throws where the reason is not known. */
  private static final class TestingRequest implements Committer.CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;
    private final List<String> signals = new ArrayList<>();

    TestingRequest(KafkaCommittable committable) {
      this.committable = committable;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      signals.add("known");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      throw new IllegalStateException("failed", reason);
    }

    @Override
    public void retryLater() {
      signals.add("retry");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable updated) {
      signals.add("retry");
    }

    @Override
    public void signalAlreadyCommitted() {
      signals.add("committed");
    }
  }

  /** Never connects. */
  private static FlinkKafkaInternalProducer<byte[], byte[]> producer() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:1",
            "key.serializer",
            ByteArraySerializer.class.getName(),
            "value.serializer",
            ByteArraySerializer.class.getName()));
    return new FlinkKafkaInternalProducer<>(properties);
  }
}
