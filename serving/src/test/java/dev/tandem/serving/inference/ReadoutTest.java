package dev.tandem.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.Example;
import dev.tandem.learner.HeadProbabilities;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadoutTest {
  private final Readout readout =
      new Readout(new ModelKey("m", 2, 7), List.of("zero", "one", "two"));

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
        .hasMessage("head fused answers NaN for class one");
  }

  @Test
  void shouldSayThatThereIsNoAnswer() {
    assertThatThrownBy(() -> prediction(Map.of()))
        .isInstanceOf(UnscorableClipException.class)
        .hasMessage("the model has no answer for it");
  }

  private Prediction prediction(Map<String, float[]> heads) throws UnscorableClipException {
    return readout.prediction(
        new ClipDecoder.ScorableClip(Clips.good("c"), new Example("c", new TreeMap<>()), true),
        new HeadProbabilities(heads));
  }
}
