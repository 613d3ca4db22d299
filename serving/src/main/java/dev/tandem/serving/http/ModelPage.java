package dev.tandem.serving.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.LiveModel;
import java.util.Optional;

/** Says which version answers, what it tells and what it takes. */
final class ModelPage {
  private final LiveModel live;

  ModelPage(LiveModel live) {
    this.live = live;
  }

  Reply reply() {
    Optional<LiveModel.Lease> leased = live.tryAcquire();
    if (leased.isEmpty()) {
      return Predictions.unloaded();
    }
    try (LiveModel.Lease lease = leased.get()) {
      return Reply.json(200, json(lease.manifest()));
    }
  }

  private static JsonObject json(ModelManifest manifest) {
    JsonObject json = new JsonObject();
    json.addProperty("model", manifest.getModel());
    json.addProperty("generation", manifest.getGeneration());
    json.addProperty("version", manifest.getVersion());
    json.addProperty("step", manifest.getStep());
    JsonArray outputs = new JsonArray();
    manifest.getClassNames().forEach(outputs::add);
    json.add("outputs", outputs);
    JsonObject features = new JsonObject();
    manifest.getContract().forEach(part -> features.add(part.getModality(), json(part)));
    json.add("features", features);
    return json;
  }

  private static JsonObject json(FeatureContract part) {
    JsonObject json = new JsonObject();
    json.addProperty("extractor", part.getExtractor().getName());
    json.addProperty("version", part.getExtractor().getVersion());
    JsonArray shape = new JsonArray();
    part.getShape().forEach(shape::add);
    json.add("shape", shape);
    return json;
  }
}
