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
import java.util.Locale;
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
 * Measures the learner and PyTorch in turn, round by round, and writes medians of the rounds.
 *
 * <p>Debian's PyTorch multiplies matrices with whatever BLAS the system has, and python3-torch
 * alone brings the slow reference: so it is measured with OpenBLAS and with that. Without {@code
 * /usr/bin/python3}, python3-torch or a BLAS that peer is left out, and it says so.
 */
public final class Comparison {

  private static final int ROUNDS = 3;
  private static final int SECONDS = 3;
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path LIBRARIES =
      Path.of(
          "/usr/lib",
          System.getProperty("os.arch").equals("aarch64")
              ? "aarch64-linux-gnu"
              : "x86_64-linux-gnu");

  /** A BLAS of Debian's that PyTorch can load instead of the system's. */
  private enum Blas {
    OPENBLAS("openblas-serial", "libopenblas0-serial"),
    REFERENCE("blas", "libblas3");

    private final Path folder;
    private final String debianPackage;

    Blas(String folder, String debianPackage) {
      this.folder = LIBRARIES.resolve(folder);
      this.debianPackage = debianPackage;
    }
  }

  private final Map<String, List<Double>> millis = new TreeMap<>();
  private final SortedSet<String> peers = new TreeSet<>();

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
      for (Blas blas : Blas.values()) {
        torch(network, blas)
            .ifPresent(value -> put("torch.%s.%s".formatted(network, word(blas)), value));
      }
    }
    for (String device : List.of("cpu", "cpu-tensors")) {
      add(
          jmh(
              StepBenchmark.class,
              Map.of("network", "large", "policy", "multi-loss", "device", device)));
    }
    add(jmh(StateBenchmark.class, Map.of()));
    put("state.atTwoGigabytes", BenchmarkNetworks.stateBytes("large") / 2e6);
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
      put(key, result.getPrimaryResult().getScore());
    }
  }

  private Optional<Double> torch(String network, Blas blas)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PYTHON) || !Files.isDirectory(blas.folder)) {
      leaveOut(blas);
      return Optional.empty();
    }
    Path script =
        Path.of(System.getProperty("tandem.benchmarks"), "src", "main", "python", "torch_step.py");
    ProcessBuilder python =
        new ProcessBuilder(
                PYTHON.toString(), script.toString(), network, Integer.toString(3 * SECONDS))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    python.environment().put("LD_LIBRARY_PATH", blas.folder.toString());
    Process process = python.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      leaveOut(blas);
      return Optional.empty();
    }
    JsonObject answer = JsonParser.parseString(output).getAsJsonObject();
    peers.add(
        "%s, %s".formatted(answer.get("torch").getAsString(), answer.get("blas").getAsString()));
    return Optional.of(answer.get("stepMillis").getAsDouble());
  }

  private static void leaveOut(Blas blas) {
    System.err.printf(
        "PyTorch with the BLAS of %s is left out: apt-get install python3-torch %s%n",
        blas.folder, blas.debianPackage);
  }

  private static String word(Blas blas) {
    return blas.name().toLowerCase(Locale.ROOT);
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
    report.put("peers", peers);
    return new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n";
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
