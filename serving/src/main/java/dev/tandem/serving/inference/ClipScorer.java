package dev.tandem.serving.inference;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.inference.ClipDecoder.ScorableClip;

/** Answers one clip, for who waits for the answer. */
public final class ClipScorer {
  private ClipScorer() {}

  /**
   * The answer of one model version, from the modalities that are there.
   *
   * @throws UnscorableClipException if this model cannot answer the clip, saying why
   */
  public static Prediction answer(ServedModel model, Clip clip) throws UnscorableClipException {
    ScorableClip scorable = new ClipDecoder(model.manifest()).decode(clip);
    return PredictionFactory.of(model).prediction(scorable, score(model, scorable));
  }

  private static HeadOutputs score(ServedModel model, ScorableClip clip)
      throws UnscorableClipException {
    try {
      return model.score(clip.example());
    } catch (IllegalArgumentException e) {
      throw new UnscorableClipException(String.valueOf(e.getMessage()), e);
    }
  }
}
