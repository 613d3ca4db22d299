package dev.tandem.serving.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import java.util.List;

/** A prediction as JSON; says which modalities it had to do without. */
final class PredictionJson {
  private PredictionJson() {}

  static JsonObject of(Prediction prediction, ModelManifest manifest) {
    JsonObject json = new JsonObject();
    json.addProperty("clipId", prediction.getClipId());
    json.addProperty("model", prediction.getModel());
    json.addProperty("generation", prediction.getGeneration());
    json.addProperty("version", prediction.getVersion());
    if (prediction.getValues().isEmpty()) {
      json.addProperty("className", prediction.getClassName());
      json.addProperty("probability", prediction.getProbability());
    } else {
      json.add("values", byName(prediction.getValues(), manifest.getClassNames()));
    }
    json.addProperty("complete", prediction.getComplete());
    json.add("missing", missing(prediction, manifest));
    JsonObject heads = new JsonObject();
    for (HeadPrediction head : prediction.getHeads()) {
      heads.add(head.getHead(), head(head, manifest));
    }
    json.add("heads", heads);
    return json;
  }

  /** A modality without a head of its own was not there. */
  private static JsonArray missing(Prediction prediction, ModelManifest manifest) {
    List<String> heads = prediction.getHeads().stream().map(HeadPrediction::getHead).toList();
    JsonArray missing = new JsonArray();
    manifest.getContract().stream()
        .map(FeatureContract::getModality)
        .filter(modality -> !heads.contains(modality))
        .forEach(missing::add);
    return missing;
  }

  private static JsonObject head(HeadPrediction head, ModelManifest manifest) {
    if (!head.getValues().isEmpty()) {
      return byName(head.getValues(), manifest.getClassNames());
    }
    List<String> named = head.getClassNames();
    return byName(head.getProbabilities(), named.isEmpty() ? manifest.getClassNames() : named);
  }

  private static JsonObject byName(List<Float> answers, List<String> names) {
    JsonObject named = new JsonObject();
    for (int i = 0; i < answers.size(); i++) {
      named.addProperty(names.get(i), answers.get(i));
    }
    return named;
  }
}
