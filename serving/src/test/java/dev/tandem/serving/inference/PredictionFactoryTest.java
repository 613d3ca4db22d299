package dev.tandem.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PredictionFactoryTest {
  private final PredictionFactory predictions =
      new PredictionFactory(
          new ModelKey("m", 2, 7), Task.CLASSIFICATION, List.of("zero", "one", "two"));

  @Test
  void shouldReadOutTheFusedHead() throws UnscorableClipException {
    Map<String, float[]> heads = new LinkedHashMap<>();
    heads.put("audio", new float[] {0.9f, 0.1f, 0});
    heads.put("fused", new float[] {0.2f, 0.5f, 0.3f});
    Prediction prediction = prediction(heads);

    assertThat(prediction.getClassName()).isEqualTo("one");
    assertThat(prediction.getProbability()).isEqualTo(0.5f);
    assertThat(prediction.getHeads())
        .extracting(HeadPrediction::getHead)
        .containsExactly("fused", "audio");
    assertThat(prediction.getModel()).isEqualTo("m");
    assertThat(prediction.getGeneration()).isEqualTo(2);
    assertThat(prediction.getVersion()).isEqualTo(7);
  }

  @Test
  void shouldReadOutTheSurestHeadWhereNoneIsFused() throws UnscorableClipException {
    Map<String, float[]> heads = new LinkedHashMap<>();
    heads.put("audio", new float[] {0.4f, 0.3f, 0.3f});
    heads.put("video", new float[] {0.1f, 0.1f, 0.8f});
    Prediction prediction = prediction(heads);

    assertThat(prediction.getClassName()).isEqualTo("two");
    assertThat(prediction.getHeads())
        .extracting(HeadPrediction::getHead)
        .containsExactly("video", "audio");
  }

  @Test
  void shouldNotAnswerWithWhatIsNotFinite() {
    assertThatThrownBy(() -> prediction(Map.of("fused", new float[] {0, Float.NaN, 0})))
        .isInstanceOf(UnscorableClipException.class)
        .hasMessage("head fused answers NaN for one");
  }

  @Test
  void shouldSayThatThereIsNoAnswer() {
    assertThatThrownBy(() -> prediction(Map.of()))
        .isInstanceOf(UnscorableClipException.class)
        .hasMessage("the model has no answer for it");
  }

  @Test
  void shouldAnswerWithValuesWhereThereAreTargets() throws UnscorableClipException {
    Map<String, float[]> heads = new LinkedHashMap<>();
    heads.put("audio", new float[] {-0.5f, 2});
    heads.put("fused", new float[] {0.25f, 1.5f});
    Prediction prediction =
        prediction(
            heads,
            new PredictionFactory(
                new ModelKey("m", 2, 7), Task.REGRESSION, List.of("valence", "arousal")));

    assertThat(prediction.getClassName()).isEmpty();
    assertThat(prediction.getProbability()).isNaN();
    assertThat(prediction.getValues()).containsExactly(0.25f, 1.5f);
    assertThat(prediction.getHeads())
        .containsExactly(
            new HeadPrediction("fused", "", List.of(), List.of(0.25f, 1.5f), List.of()),
            new HeadPrediction("audio", "", List.of(), List.of(-0.5f, 2f), List.of()));
  }

  private Prediction prediction(Map<String, float[]> heads) throws UnscorableClipException {
    return prediction(heads, predictions);
  }

  private static Prediction prediction(Map<String, float[]> heads, PredictionFactory predictions)
      throws UnscorableClipException {
    return predictions.prediction(
        new ClipDecoder.ScorableClip(Clips.good("c"), new Example("c", new TreeMap<>()), true),
        new HeadOutputs(heads));
  }
}
