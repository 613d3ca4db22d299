package dev.tandem.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the learner and PyTorch in turn, round by round, and writes medians of the rounds: times
 * of a step, and the most memory of a process that trains. A {@link TorchPeer} that is not
 * installed is left out, and it says so. Of single pairs there is nothing else.
 */
public final class Comparison {

  private static final int ROUNDS = 3;
  private static final int ITERATIONS = 3;
  private static final int SECONDS = 2;

  private final SortedSet<String> peers = new TreeSet<>();
  private final Map<String, List<Double>> millis = new TreeMap<>();
  private final Map<String, List<Double>> megabytes = new TreeMap<>();

  private Comparison() {}

  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    if (args.length == 0) {
      System.err.println("usage: benchmarks/run compare REPORT [PAIR...]");
      System.exit(2);
    }
    List<String> chosen = List.of(args).subList(1, args.length);
    Comparison comparison = new Comparison();
    for (int round = 0; round < ROUNDS; round++) {
      comparison.pairs(chosen.isEmpty() ? BenchmarkNetworks.PAIRS : chosen);
      if (chosen.isEmpty()) {
        comparison.others();
      }
    }
    Files.writeString(Path.of(args[0]), comparison.report());
  }

  private void pairs(List<String> networks)
      throws RunnerException, IOException, InterruptedException {
    for (String network : networks) {
      add(step(network, "multi-loss", "cpu", SECONDS));
      torch(network);
      put(megabytes, "tandem." + network, StepPeak.megabytes(network, ITERATIONS * SECONDS));
    }
  }

  private void others() throws RunnerException {
    for (String network : List.of("mlp", "cnn")) {
      add(step(network, "mlb", "cpu", SECONDS));
    }
    for (String device : List.of("cpu", "cpu-tensors")) {
      add(step("large", "multi-loss", device, 1));
    }
    add(jmh(StateBenchmark.class, Map.of(), 1));
    put(millis, "state.atTwoGigabytes", BenchmarkNetworks.stateBytes("large") / 2e6);
  }

  private static Collection<RunResult> step(
      String network, String policy, String device, int seconds) throws RunnerException {
    Map<String, String> parameters = Map.of("network", network, "policy", policy, "device", device);
    return jmh(StepBenchmark.class, parameters, seconds);
  }

  private static Collection<RunResult> jmh(
      Class<?> benchmark, Map<String, String> parameters, int seconds) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(benchmark.getName())
            .forks(1)
            .warmupIterations(ITERATIONS)
            .warmupTime(TimeValue.seconds(seconds))
            .measurementIterations(ITERATIONS)
            .measurementTime(TimeValue.seconds(seconds))
            .jvmArgsAppend("-Xmx3g")
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    return new Runner(options.build()).run();
  }

  private void add(Collection<RunResult> results) {
    for (RunResult result : results) {
      BenchmarkParams parameters = result.getParams();
      String key =
          parameters.getParamsKeys().isEmpty()
              ? "state." + result.getPrimaryResult().getLabel()
              : "tandem.%s.%s%s"
                  .formatted(
                      parameters.getParam("network"),
                      parameters.getParam("policy"),
                      parameters.getParam("device").equals("cpu")
                          ? ""
                          : "." + parameters.getParam("device"));
      put(millis, key, result.getPrimaryResult().getScore());
    }
  }

  private void torch(String network) throws IOException, InterruptedException {
    Optional<JsonObject> answer = TorchPeer.train(network, ITERATIONS * SECONDS);
    if (answer.isPresent()) {
      String key = "torch." + network;
      put(millis, key, answer.get().get("stepMillis").getAsDouble());
      put(megabytes, key, answer.get().get("peakMegabytes").getAsDouble());
      peers.add(
          "%s, %s"
              .formatted(
                  answer.get().get("torch").getAsString(), answer.get().get("blas").getAsString()));
    }
  }

  private static void put(Map<String, List<Double>> values, String key, double value) {
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    System.err.printf("%s %.3f%n", key, value);
  }

  private String report() {
    Map<String, Object> report = new TreeMap<>();
    report.put("millis", millis);
    report.put("medianMillis", medians(millis));
    report.put("peakMegabytes", megabytes);
    report.put("medianPeakMegabytes", medians(megabytes));
    report.put("environment", environment());
    report.put("peers", peers);
    return new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n";
  }

  /** What is set of how memory is given back, which both sides have. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeIf(name -> !name.startsWith("MALLOC_"));
    return environment;
  }

  private static Map<String, Double> medians(Map<String, List<Double>> rounds) {
    Map<String, Double> medians = new TreeMap<>();
    rounds.forEach(
        (key, values) ->
            medians.put(key, values.stream().sorted().toList().get(values.size() / 2)));
    return medians;
  }
}
