package dev.tandem.app.demo;

import dev.tandem.ingest.publish.FeedProducer;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;

/**
 * The stream of a run that was killed. Nobody else will end it, and until it ends it holds back
 * event time for everyone.
 */
final class AbandonedStream {
  private AbandonedStream() {}

  /** Writes {@code stream}'s end marks into every partition of {@code topics}, at {@code time}. */
  static void end(KafkaConnection kafka, String stream, List<String> topics, Instant time) {
    byte[] mark = Wire.encode(new StreamMark(stream, MarkKind.END, time));
    try (Producer<String, byte[]> producer = FeedProducer.open(kafka)) {
      List<Future<?>> sent = new ArrayList<>();
      for (String topic : topics) {
        for (PartitionInfo to : producer.partitionsFor(topic)) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic, to.partition(), time.toEpochMilli(), stream, mark)));
        }
      }
      for (Future<?> record : sent) {
        record.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("cannot end the killed run's stream " + stream, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while ending the killed run's stream", e);
    }
  }
}
