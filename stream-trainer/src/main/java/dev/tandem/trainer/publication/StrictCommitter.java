package dev.tandem.trainer.publication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.InvalidPidMappingException;

/**
 * Fails where Kafka has dropped a transaction that this run of the task wrote. One that an earlier
 * run wrote is passed over: what it held is looked for on the topic right after, and failing would
 * meet it again at each start.
 */
@SuppressWarnings("try") // close() may be interrupted, as Flink has it
final class StrictCommitter implements Committer<KafkaCommittable> {
  private final Committer<KafkaCommittable> kafka;

  StrictCommitter(Committer<KafkaCommittable> kafka) {
    this.kafka = kafka;
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<CommitRequest<KafkaCommittable>> strict = new ArrayList<>();
    requests.forEach(request -> strict.add(new StrictRequest(request)));
    kafka.commit(strict);
  }

  @Override
  public void close() throws Exception {
    kafka.close();
  }

  private record StrictRequest(CommitRequest<KafkaCommittable> request)
      implements CommitRequest<KafkaCommittable> {

    /** Only the run that wrote a transaction has the producer that did. */
    private boolean isOfThisRun() {
      return request.getCommittable().getProducer().isPresent();
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      if (isOfThisRun()) {
        request.signalFailedWithUnknownReason(reason);
      } else {
        request.signalFailedWithKnownReason(reason);
      }
    }

    /** Kafka forgets a transactional id after some days, and says so in a way of its own. */
    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      if (!isOfThisRun() && reason instanceof InvalidPidMappingException) {
        request.signalFailedWithKnownReason(reason);
      } else {
        request.signalFailedWithUnknownReason(reason);
      }
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
