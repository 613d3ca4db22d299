package dev.tandem.serving.inference;

import dev.tandem.schemas.records.Prediction;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a batch came to: exactly one record for each of its clips.
 *
 * @param given what the model says, with all classes
 * @param predictions for the predictions topic
 * @param deadLetters for the dead letters
 */
public record Answers(
    List<Prediction> given,
    List<ProducerRecord<byte[], byte[]>> predictions,
    List<ProducerRecord<byte[], byte[]>> deadLetters) {
  public Answers {
    given = List.copyOf(given);
    predictions = List.copyOf(predictions);
    deadLetters = List.copyOf(deadLetters);
  }
}
