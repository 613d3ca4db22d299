package dev.tandem.serving.inference;

import dev.tandem.learner.HeadProbabilities;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.inference.ClipDecoder.ScorableClip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Puts a model's probabilities into words. The readout is the fused head where the model has one
 * for the clip, else the head that is surest; it comes first among the heads.
 */
final class Readout {
  private static final String FUSED = "fused";

  private final ModelKey version;
  private final List<String> classNames;

  Readout(ModelKey version, List<String> classNames) {
    this.version = version;
    this.classNames = classNames;
  }

  /**
   * The answer for one clip.
   *
   * @throws UnscorableClipException if the model answers nothing, or something not finite
   */
  Prediction prediction(ScorableClip scored, HeadProbabilities probabilities)
      throws UnscorableClipException {
    Clip clip = scored.clip();
    List<HeadPrediction> heads = heads(probabilities);
    HeadPrediction readout = heads.get(0);
    return Prediction.newBuilder()
        .setClipId(clip.getClipId())
        .setClipTime(clip.getClipTime())
        .setModel(version.model())
        .setGeneration(version.generation())
        .setVersion(version.version())
        .setComplete(scored.complete())
        .setClassName(readout.getClassName())
        .setProbability(top(readout))
        .setHeads(heads)
        .build();
  }

  private List<HeadPrediction> heads(HeadProbabilities probabilities)
      throws UnscorableClipException {
    List<HeadPrediction> heads = new ArrayList<>();
    for (Map.Entry<String, float[]> head : probabilities.byHead().entrySet()) {
      heads.add(head(head.getKey(), head.getValue()));
    }
    if (heads.isEmpty()) {
      throw new UnscorableClipException("the model has no answer for it");
    }
    HeadPrediction readout = readout(heads);
    heads.remove(readout);
    heads.add(0, readout);
    return heads;
  }

  private static HeadPrediction readout(List<HeadPrediction> heads) {
    HeadPrediction best = heads.get(0);
    for (HeadPrediction head : heads) {
      if (head.getHead().equals(FUSED)) {
        return head;
      }
      best = top(head) > top(best) ? head : best;
    }
    return best;
  }

  private HeadPrediction head(String name, float[] probabilities) throws UnscorableClipException {
    List<Float> values = new ArrayList<>(probabilities.length);
    int top = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (!Float.isFinite(probabilities[i])) {
        throw new UnscorableClipException(
            "head %s answers %s for class %s".formatted(name, probabilities[i], classNames.get(i)));
      }
      values.add(probabilities[i]);
      top = probabilities[i] > probabilities[top] ? i : top;
    }
    return new HeadPrediction(name, classNames.get(top), values);
  }

  private static float top(HeadPrediction head) {
    return Collections.max(head.getProbabilities());
  }
}
