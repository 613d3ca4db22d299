package dev.tandem.benchmarks.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * parity.py with Debian's PyTorch.
 *
 * @param python the interpreter
 * @param script parity.py
 */
record PythonPeer(String python, Path script) {

  /** {@code TANDEM_PYTHON}, or Debian's. */
  static PythonPeer installed() {
    return new PythonPeer(
        Optional.ofNullable(System.getenv("TANDEM_PYTHON")).orElse("/usr/bin/python3"),
        Path.of(System.getProperty("tandem.benchmarks"), "src", "main", "python", "parity.py"));
  }

  /**
   * What it says of a file.
   *
   * @throws IllegalStateException if it fails; its standard error is ours
   */
  JsonElement ask(String what, JsonElement question) throws IOException, InterruptedException {
    Path file = Files.createTempFile("parity", ".json");
    try {
      Files.writeString(file, question.toString());
      Process process =
          new ProcessBuilder(python, script.toString(), what, file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s %s failed. If it lacks torch: apt-get install python3-torch"
                .formatted(python, script));
      }
      return JsonParser.parseString(answer);
    } finally {
      Files.delete(file);
    }
  }
}
