package dev.tandem.serving.inference;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.inference.ClipDecoder.ScorableClip;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Answers a batch of clips with one model version. */
public final class BatchScorer {
  /** A clip with the record that it came in. */
  private record Asked(ConsumerRecord<byte[], byte[]> record, ScorableClip clip) {}

  private final Topics topics;
  private final TopClasses top;
  private final Clock clock;

  public BatchScorer(Topics topics, TopClasses top, Clock clock) {
    this.topics = topics;
    this.top = top;
    this.clock = clock;
  }

  /** One prediction or dead letter for each record. */
  public Answers answer(ServedModel model, List<ConsumerRecord<byte[], byte[]>> records) {
    return new Scoring(model).answer(records);
  }

  /** One batch under way. */
  private final class Scoring {
    private final ServedModel model;
    private final ClipDecoder decoder;
    private final PredictionFactory factory;
    private final List<Prediction> given = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> predictions = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();

    Scoring(ServedModel model) {
      this.model = model;
      this.decoder = new ClipDecoder(model.manifest());
      this.factory = PredictionFactory.of(model);
    }

    Answers answer(List<ConsumerRecord<byte[], byte[]>> records) {
      List<Asked> asked = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        try {
          asked.add(new Asked(record, decoder.decode(record.value())));
        } catch (UnscorableClipException e) {
          bury(record, e);
        }
      }
      score(asked);
      return new Answers(given, predictions, deadLetters);
    }

    /** If an example does not fit, the others are answered without it. */
    private void score(List<Asked> asked) {
      if (asked.isEmpty()) {
        return;
      }
      try {
        addAll(asked, model.score(examples(asked)));
      } catch (IllegalArgumentException e) {
        if (asked.size() == 1) {
          bury(asked.get(0).record(), e);
        } else {
          asked.forEach(one -> score(List.of(one)));
        }
      }
    }

    private static List<Example> examples(List<Asked> asked) {
      return asked.stream().map(one -> one.clip().example()).toList();
    }

    private void addAll(List<Asked> asked, List<HeadOutputs> answers) {
      if (answers.size() != asked.size()) {
        throw new IllegalStateException(
            "%s gave %d answers for %d clips".formatted(model.key(), answers.size(), asked.size()));
      }
      for (int i = 0; i < asked.size(); i++) {
        add(asked.get(i), answers.get(i));
      }
    }

    private void add(Asked asked, HeadOutputs answer) {
      try {
        Prediction prediction = factory.prediction(asked.clip(), answer);
        given.add(prediction);
        predictions.add(record(prediction));
      } catch (UnscorableClipException e) {
        bury(asked.record(), e);
      }
    }

    private ProducerRecord<byte[], byte[]> record(Prediction prediction) {
      byte[] key = prediction.getClipId().getBytes(StandardCharsets.UTF_8);
      byte[] told = Wire.encode(top.of(prediction, model.manifest().getClassNames()));
      return new ProducerRecord<>(topics.predictions(), null, clock.millis(), key, told);
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, Exception cause) {
      deadLetters.add(DeadLetter.of(topics.deadLetters(), record, cause));
    }
  }
}
