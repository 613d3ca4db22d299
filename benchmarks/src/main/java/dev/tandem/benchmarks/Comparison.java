package dev.tandem.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the learner and PyTorch in turn, round by round, and writes medians of the rounds.
 * Without {@code /usr/bin/python3} and Debian's python3-torch the peer is left out, and it says so.
 */
public final class Comparison {

  private static final int ROUNDS = 3;
  private static final int SECONDS = 3;
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private final Map<String, List<Double>> millis = new TreeMap<>();
  private String torch = "";

  private Comparison() {}

  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    if (args.length != 1) {
      System.err.println("usage: benchmarks/run compare REPORT");
      System.exit(2);
    }
    Comparison comparison = new Comparison();
    for (int round = 0; round < ROUNDS; round++) {
      comparison.round();
    }
    Files.writeString(Path.of(args[0]), comparison.report());
  }

  private void round() throws RunnerException, IOException, InterruptedException {
    for (String network : List.of("mlp", "cnn")) {
      for (String policy : List.of("multi-loss", "mlb")) {
        add(jmh(StepBenchmark.class, Map.of("network", network, "policy", policy)));
      }
      Optional<Double> peer = torch(network);
      peer.ifPresent(value -> put("torch." + network, value));
    }
    add(jmh(StateBenchmark.class, Map.of()));
  }

  private static Collection<RunResult> jmh(Class<?> benchmark, Map<String, String> parameters)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(benchmark.getName())
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(SECONDS))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(SECONDS))
            .jvmArgsAppend("-Xmx3g")
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    return new Runner(options.build()).run();
  }

  private void add(Collection<RunResult> results) {
    for (RunResult result : results) {
      String name = result.getPrimaryResult().getLabel();
      String key =
          result.getParams().getParamsKeys().isEmpty()
              ? "state." + name
              : "tandem.%s.%s"
                  .formatted(
                      result.getParams().getParam("network"),
                      result.getParams().getParam("policy"));
      put(key, result.getPrimaryResult().getScore());
    }
  }

  private Optional<Double> torch(String network) throws IOException, InterruptedException {
    String script =
        Path.of(System.getProperty("tandem.benchmarks"), "src", "main", "python", "torch_step.py")
            .toString();
    if (!Files.isExecutable(PYTHON)) {
      System.err.println("no " + PYTHON + ": PyTorch in Python is left out");
      return Optional.empty();
    }
    Process process =
        new ProcessBuilder(PYTHON.toString(), script, network, Integer.toString(3 * SECONDS))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      System.err.println("PyTorch in Python is left out: apt-get install python3-torch");
      return Optional.empty();
    }
    JsonObject answer = JsonParser.parseString(output).getAsJsonObject();
    torch = answer.get("torch").getAsString();
    return Optional.of(answer.get("stepMillis").getAsDouble());
  }

  private void put(String key, double value) {
    millis.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    System.err.printf("%s %.3f ms%n", key, value);
  }

  private String report() {
    Map<String, Object> report = new TreeMap<>();
    report.put("rounds", millis);
    Map<String, Double> medians = new TreeMap<>();
    millis.forEach((key, values) -> medians.put(key, median(values)));
    report.put("medianMillis", medians);
    report.put("torch", torch);
    return new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n";
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
