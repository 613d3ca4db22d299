package dev.tandem.serving.inference;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a batch came to: exactly one record for each of its clips.
 *
 * @param predictions for the predictions topic
 * @param deadLetters for the dead letters
 */
public record Answers(
    List<ProducerRecord<byte[], byte[]>> predictions,
    List<ProducerRecord<byte[], byte[]>> deadLetters) {
  public Answers {
    predictions = List.copyOf(predictions);
    deadLetters = List.copyOf(deadLetters);
  }
}
