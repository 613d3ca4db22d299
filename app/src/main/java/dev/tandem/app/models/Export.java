package dev.tandem.app.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A version as files: the payload as it is, and beside it what is needed to rebuild the network.
 */
public final class Export {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Export() {}

  /** Writes {@code file} and {@code file.json}, each in one step; returns the second. */
  public static Path write(Path file, ModelManifest manifest, byte[] payload) throws IOException {
    Path description = file.resolveSibling(file.getFileName() + ".json");
    replace(file, payload);
    replace(description, JSON.writeValueAsBytes(describe(manifest)));
    return description;
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
    try {
      Files.write(draft, content);
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static ObjectNode describe(ModelManifest manifest) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("model", manifest.getModel());
    json.put("generation", manifest.getGeneration());
    json.put("version", manifest.getVersion());
    json.put("step", manifest.getStep());
    json.put("trainedUntil", manifest.getTrainedUntil().toString());
    json.put("bytes", manifest.getBytes());
    json.put("sha256", manifest.getSha256());
    json.set("architecture", JSON.readTree(manifest.getArchitecture()));
    manifest.getClassNames().forEach(json.withArray("classNames")::add);
    ArrayNode contract = json.withArray("contract");
    manifest.getContract().forEach(one -> contract.add(describe(one)));
    ObjectNode metrics = json.putObject("metrics");
    manifest.getMetrics().forEach(metric -> metrics.put(metric.getName(), metric.getValue()));
    ObjectNode provenance = json.putObject("provenance");
    manifest.getProvenance().forEach(text -> provenance.put(text.getName(), text.getValue()));
    return json;
  }

  private static ObjectNode describe(FeatureContract contract) {
    ObjectNode json = JSON.createObjectNode();
    json.put("modality", contract.getModality());
    json.put("extractor", contract.getExtractor().getName());
    json.put("extractorVersion", contract.getExtractor().getVersion());
    contract.getShape().forEach(json.withArray("shape")::add);
    return json;
  }
}
