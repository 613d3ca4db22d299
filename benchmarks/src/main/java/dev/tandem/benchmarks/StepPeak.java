package dev.tandem.benchmarks;

import dev.tandem.learner.Learner;
import dev.tandem.learner.data.LabelledExample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The most memory that a process which only trains has had resident, in a JVM of its own. Its heap
 * is what the moments take and 64 MB.
 */
final class StepPeak {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final int HEAP_BESIDES = 64;

  private StepPeak() {}

  public static void main(String[] args) throws IOException {
    String network = args[0];
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
    List<LabelledExample> batch = BenchmarkNetworks.batch(network);
    try (Learner learner =
        Learner.create(BenchmarkNetworks.settings(network, "multi-loss", "cpu"))) {
      while (System.nanoTime() < end) {
        learner.train(batch);
      }
    }
    System.out.println(ofThisProcess());
  }

  private static double ofThisProcess() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
        .findFirst()
        .orElseThrow();
  }

  /** Of so many seconds of steps, in MB. */
  static double megabytes(String network, int seconds) throws IOException, InterruptedException {
    long heap = BenchmarkNetworks.momentBytes(network) / (1 << 20) + HEAP_BESIDES;
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted(heap),
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                StepPeak.class.getName(),
                network,
                Integer.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("training %s ended with an error".formatted(network));
    }
    return Double.parseDouble(answer.trim());
  }
}
