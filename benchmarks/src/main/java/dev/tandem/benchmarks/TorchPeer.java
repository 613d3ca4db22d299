package dev.tandem.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * PyTorch eager with OpenBLAS: Debian's PyTorch multiplies matrices with whatever BLAS the system
 * has, and python3-torch alone brings the slow reference.
 */
final class TorchPeer {

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path BLAS =
      Path.of(
          "/usr/lib",
          System.getProperty("os.arch").equals("aarch64")
              ? "aarch64-linux-gnu"
              : "x86_64-linux-gnu",
          "openblas-serial");

  private TorchPeer() {}

  /**
   * Lets it train.
   *
   * @param seconds that are measured, after half as many to warm up
   * @return what torch_step.py says; empty where Python, PyTorch or OpenBLAS is not installed
   */
  static Optional<JsonObject> train(String network, int seconds)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PYTHON) || !Files.isDirectory(BLAS)) {
      return leftOut();
    }
    ProcessBuilder python =
        new ProcessBuilder(
                PYTHON.toString(),
                Path.of(System.getProperty("tandem.benchmarks"), "src", "main", "python")
                    .resolve("torch_step.py")
                    .toString(),
                BenchmarkNetworks.named(network).toJson(),
                Integer.toString(BenchmarkNetworks.batchSize(network)),
                Integer.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    python.environment().put("LD_LIBRARY_PATH", BLAS.toString());
    python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = python.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0
        ? Optional.of(JsonParser.parseString(output).getAsJsonObject())
        : leftOut();
  }

  private static Optional<JsonObject> leftOut() {
    System.err.println(
        "PyTorch with OpenBLAS is left out: apt-get install python3-torch libopenblas0-serial");
    return Optional.empty();
  }
}
