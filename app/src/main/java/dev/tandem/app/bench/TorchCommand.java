package dev.tandem.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Debian's PyTorch by itself, with OpenBLAS, on the file that an embedding is made with. */
final class TorchCommand {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String SCRIPT = "torch_embed.py";

  private TorchCommand() {}

  /**
   * Clips a second; empty where there is no Python with PyTorch.
   *
   * @param shape of one clip's input
   * @param directory for the script
   * @param say takes why there is no figure
   */
  static Optional<Double> clipsPerSecond(
      Path network,
      int threads,
      int batch,
      double seconds,
      List<Integer> shape,
      Path directory,
      Consumer<String> say)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PYTHON)) {
      return Optional.empty();
    }
    Path script = directory.resolve(SCRIPT);
    try (InputStream text = TorchCommand.class.getResourceAsStream(SCRIPT)) {
      Files.write(script, text.readAllBytes());
    }
    List<String> line =
        new ArrayList<>(
            List.of(
                PYTHON.toString(),
                script.toString(),
                network.toString(),
                Integer.toString(threads),
                Integer.toString(batch),
                Double.toString(seconds)));
    shape.forEach(size -> line.add(size.toString()));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", blas());
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .reduce("", (before, last) -> last)
            .strip();
    if (process.waitFor() != 0) {
      say.accept("PyTorch by itself gave up; is python3-torch installed? " + said);
      return Optional.empty();
    }
    return Optional.of(Double.valueOf(said));
  }

  /** Debian's PyTorch multiplies with whatever BLAS it finds, and its own default is slow. */
  private static String blas() {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    return "/usr/lib/%s-linux-gnu/openblas-serial".formatted(machine);
  }
}
