package dev.tandem.serving.inference;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.inference.ClipDecoder.ScorableClip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Puts a model's answers into words. The readout is the fused head where the model has one for the
 * clip, else of classes the head that is surest, and of targets the first; it comes first among the
 * heads.
 */
final class PredictionFactory {
  private static final String FUSED = "fused";

  private final ModelKey version;
  private final Task task;
  private final List<String> names;

  PredictionFactory(ModelKey version, Task task, List<String> names) {
    this.version = version;
    this.task = task;
    this.names = names;
  }

  static PredictionFactory of(ServedModel model) {
    return new PredictionFactory(model.key(), model.task(), model.manifest().getClassNames());
  }

  /**
   * The answer for one clip.
   *
   * @throws UnscorableClipException if the model answers nothing, or something not finite
   */
  Prediction prediction(ScorableClip scored, HeadOutputs answer) throws UnscorableClipException {
    Clip clip = scored.clip();
    List<HeadPrediction> heads = heads(answer);
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
        .setValues(readout.getValues())
        .setHeads(heads)
        .build();
  }

  private List<HeadPrediction> heads(HeadOutputs answer) throws UnscorableClipException {
    List<HeadPrediction> heads = new ArrayList<>();
    for (Map.Entry<String, float[]> head : answer.byHead().entrySet()) {
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

  private HeadPrediction head(String head, float[] answer) throws UnscorableClipException {
    List<Float> values = new ArrayList<>(answer.length);
    int top = 0;
    for (int i = 0; i < answer.length; i++) {
      if (!Float.isFinite(answer[i])) {
        throw new UnscorableClipException(
            "head %s answers %s for %s".formatted(head, answer[i], names.get(i)));
      }
      values.add(answer[i]);
      top = answer[i] > answer[top] ? i : top;
    }
    return task == Task.CLASSIFICATION
        ? new HeadPrediction(head, names.get(top), values, List.of(), List.of())
        : new HeadPrediction(head, "", List.of(), values, List.of());
  }

  /** NaN where there are no classes. */
  private static float top(HeadPrediction head) {
    return head.getProbabilities().isEmpty() ? Float.NaN : Collections.max(head.getProbabilities());
  }
}
