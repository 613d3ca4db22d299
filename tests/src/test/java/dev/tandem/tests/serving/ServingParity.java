package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.learner.Predictor;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.serving.inference.ClipScorer;
import dev.tandem.tests.Patience;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares what Python answered with what serving answers: the clips of a topic, by one version.
 *
 * @param version the newest, which must be the one that answered
 */
record ServingParity(KafkaConnection connection, Topics topics, ModelKey version) {
  private static final double TOLERANCE = 1e-5;

  /** All that serving says of a clip. */
  void requireSameAnswers(List<JsonNode> answers) throws Exception {
    Map<String, Prediction> predictions = predictions();
    for (JsonNode answer : answers) {
      Prediction prediction = predictions.get(answer.get("clipId").asText());
      assertThat(answer.get("complete").asBoolean()).isEqualTo(prediction.getComplete());
      if (prediction.getValues().isEmpty()) {
        assertThat(answer.get("class").asText()).isEqualTo(prediction.getClassName());
      } else {
        requireSame(answer.get("values"), prediction.getValues());
      }
    }
    requireSameHeads(predictions, answers);
  }

  /** What serving answers by head. */
  void requireSameHeads(List<JsonNode> answers) throws Exception {
    requireSameHeads(predictions(), answers);
  }

  private static void requireSameHeads(
      Map<String, Prediction> predictions, List<JsonNode> answers) {
    for (JsonNode answer : answers) {
      Prediction prediction = predictions.remove(answer.get("clipId").asText());
      assertThat(answer.get("heads").size()).isEqualTo(prediction.getHeads().size());
      for (HeadPrediction head : prediction.getHeads()) {
        requireSame(
            answer.get("heads").get(head.getHead()),
            head.getValues().isEmpty() ? head.getProbabilities() : head.getValues());
      }
    }
    assertThat(predictions).isEmpty();
  }

  /** Serving's answers by clip. */
  private Map<String, Prediction> predictions() throws Exception {
    Map<String, Prediction> predictions = new TreeMap<>();
    try (LiveModel live =
        LiveModel.start(
            ServingSettings.of(Config.empty()).delivery(),
            topics,
            new BrokerClients(connection),
            new PredictorBuilder(),
            SwapListener.NONE,
            Clock.systemUTC())) {
      assertThat(live.awaitReady(Patience.STANDSTILL)).isTrue();
      try (LiveModel.Lease lease = live.acquire()) {
        assertThat(lease.version()).isEqualTo(version);
        for (Clip clip : new TopicReader(connection, topics.clips()).clips().values()) {
          predictions.put(clip.getClipId(), ClipScorer.answer(lease.model(), clip));
        }
      }
    }
    return predictions;
  }

  /**
   * What the weights as they are say, without what the readout adds.
   *
   * @return how far the readout's answers are from it at most
   */
  double requireSameLogits(
      Architecture network, List<WeightTensor> weights, List<JsonNode> answers) {
    Map<String, Clip> clips = new TopicReader(connection, topics.clips()).clips();
    List<WeightTensor> plain =
        weights.stream()
            .filter(t -> !t.name().startsWith("average.") && !t.name().startsWith("readout."))
            .toList();
    double furthest = 0;
    try (Predictor predictor = Predictor.load(network, plain)) {
      for (JsonNode answer : answers) {
        Example example = example(clips.get(answer.get("clipId").asText()));
        HeadOutputs said = predictor.predict(List.of(example)).get(0);
        assertThat(answer.get("logits").size()).isEqualTo(said.byHead().size());
        said.byHead()
            .forEach(
                (head, given) ->
                    requireSameLogits(network.kind(), answer.get("logits").get(head), given));
        furthest = Math.max(furthest, distance(answer.get("heads"), said));
      }
    }
    return furthest;
  }

  /** Of the fused answers; 0 where the fusion has none. */
  private static double distance(JsonNode heads, HeadOutputs said) {
    float[] fused = said.byHead().get("fused");
    return fused == null ? 0 : Math.abs(heads.get("fused").get(0).asDouble() - fused[0]);
  }

  /** Of probabilities, logarithms are the logits but for one constant. */
  private static void requireSameLogits(Task task, JsonNode logits, float[] given) {
    boolean classes = task == Task.CLASSIFICATION;
    double shift = classes ? logits.get(0).asDouble() - Math.log(given[0]) : 0;
    for (int i = 0; i < given.length; i++) {
      assertThat(logits.get(i).asDouble() - shift)
          .isEqualTo(classes ? Math.log(given[i]) : given[i], within(TOLERANCE));
    }
  }

  private static void requireSame(JsonNode given, List<Float> expected) {
    List<Double> values = new ArrayList<>();
    given.forEach(value -> values.add(value.asDouble()));
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(values.get(i)).isEqualTo((double) expected.get(i), within(TOLERANCE));
    }
  }

  private static Example example(Clip clip) {
    SortedMap<String, float[]> inputs = new TreeMap<>();
    for (ClipPart part : clip.getParts()) {
      ByteBuffer payload = part.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN);
      float[] values = new float[256];
      for (int i = 0; i < values.length; i++) {
        float element =
            part.getElementType() == ElementType.UINT8
                ? Byte.toUnsignedInt(payload.get())
                : payload.getFloat();
        values[i] = part.getScale() * element + part.getOffset();
      }
      inputs.put(part.getModality(), values);
    }
    return new Example(clip.getClipId(), inputs);
  }
}
