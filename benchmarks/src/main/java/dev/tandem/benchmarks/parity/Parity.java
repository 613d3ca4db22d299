package dev.tandem.benchmarks.parity;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.schemas.snapshot.SnapshotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the learner and PyTorch compute the same and writes how far they are from each other; exits
 * with 1 if any is too far.
 */
public final class Parity {

  private final ParityOptions options;
  private final PythonPeer peer = PythonPeer.installed();
  private boolean passed = true;

  private Parity(ParityOptions options) {
    this.options = options;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ParityOptions options;
    try {
      options = ParityOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Parity parity = new Parity(options);
    try {
      Files.writeString(options.target(), options.golden() ? parity.golden() : parity.report());
    } catch (IllegalArgumentException | SnapshotException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (NoSuchFileException e) {
      System.err.printf("there is no file %s%n", e.getMessage());
      System.exit(2);
    }
    System.exit(parity.passed ? 0 : 1);
  }

  private String golden() throws IOException, InterruptedException {
    JsonArray cases = new JsonArray();
    options.cases().forEach(one -> cases.add(description(one)));
    return new Gson().toJson(peer.ask("golden", cases)) + "\n";
  }

  private String report() throws IOException, InterruptedException {
    JsonObject report = new JsonObject();
    for (ParityCase one : cases()) {
      JsonObject found = compare(one);
      List<String> obstacles = Verdict.obstacles(found);
      found.addProperty("passed", obstacles.isEmpty());
      report.add(one.name(), found);
      passed &= obstacles.isEmpty();
      System.err.printf(
          "%s %s%n", one.name(), obstacles.isEmpty() ? "passed" : "FAILED: " + obstacles);
    }
    report.addProperty("learner's PyTorch", TorchEngine.version());
    return new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n";
  }

  private List<ParityCase> cases() throws IOException {
    if (options.weights().isEmpty()) {
      return options.cases();
    }
    Path weights = options.weights().get();
    return GivenData.described(weights)
        .map(architecture -> List.of(new ParityCase(weights.toString(), architecture)))
        .orElseGet(() -> List.of(options.onlyCase(weights)));
  }

  private JsonObject compare(ParityCase one) throws IOException, InterruptedException {
    ParityData data =
        options.weights().isEmpty()
            ? new CountedData(options.seed())
            : GivenData.read(options.weights().get(), options.inputs().orElseThrow());
    LearnerSide learner = new LearnerSide(data);
    Map<String, float[]> numbers = new LinkedHashMap<>(learner.step(one.architecture()));
    if (options.steps() > 0) {
      numbers.putAll(learner.trajectory(one.architecture(), options.steps()));
    }
    Path file = Files.createTempFile("parity", ".safetensors");
    try {
      Files.write(file, encoded(numbers));
      JsonObject asked = description(one);
      asked.addProperty("learner", file.toString());
      return peer.ask("compare", asked).getAsJsonObject();
    } finally {
      Files.delete(file);
    }
  }

  private JsonObject description(ParityCase one) {
    JsonObject description = new JsonObject();
    description.addProperty("name", one.name());
    description.add("architecture", JsonParser.parseString(one.architecture().toJson()));
    description.addProperty("steps", options.steps());
    description.addProperty("rate", LearnerSide.LEARNING_RATE);
    description.addProperty("seed", options.seed());
    options.weights().ifPresent(file -> description.addProperty("weights", file.toString()));
    options.inputs().ifPresent(file -> description.addProperty("inputs", file.toString()));
    return description;
  }

  private static byte[] encoded(Map<String, float[]> numbers) {
    List<NamedTensor> tensors = new ArrayList<>();
    numbers.forEach(
        (name, values) -> {
          ByteBuffer data =
              ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          data.asFloatBuffer().put(values);
          tensors.add(new NamedTensor(name, List.of(values.length), data));
        });
    return Safetensors.encode(tensors);
  }
}
