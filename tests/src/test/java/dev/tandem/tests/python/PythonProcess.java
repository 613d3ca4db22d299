package dev.tandem.tests.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.tests.Patience;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python with a script's folder on its path, and stand-ins for the packages that Debian lacks. */
public final class PythonProcess implements AutoCloseable {
  public static final Path CONSUMER = scripts("python-consumer");
  public static final Path PRODUCER = scripts("python-producer");

  private static final Path SHIMS = Path.of("src", "test", "python", "shims").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("TANDEM_PYTHON")).orElse("/usr/bin/python3");

  private final Process process;
  private final Path output;
  private final Path errors;

  private PythonProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  private static Path scripts(String folder) {
    return Path.of("..", "docs", folder).toAbsolutePath().normalize();
  }

  /** Skips the tests where one of {@code modules}, names with commas, is missing. */
  public static void require(String modules) throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is not there");
    Process probe =
        new ProcessBuilder(PYTHON, "-c", "import " + modules).redirectErrorStream(true).start();
    String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(
        probe.waitFor() == 0,
        () -> "%s lacks what the page of the script installs: %s".formatted(PYTHON, said));
  }

  /**
   * Starts it.
   *
   * @param directory where it works, and where its output goes
   * @param scripts the folder that it imports from
   */
  public static PythonProcess start(Path directory, Path scripts, List<String> arguments)
      throws IOException {
    return start(directory, scripts, arguments, Path.of("/dev/null"));
  }

  /** The same, which reads {@code input}. */
  public static PythonProcess start(
      Path directory, Path scripts, List<String> arguments, Path input) throws IOException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(arguments);
    Path output = Files.createTempFile(directory, "output", "");
    Path errors = Files.createTempFile(directory, "errors", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder
        .environment()
        .put("PYTHONPATH", String.join(File.pathSeparator, SHIMS.toString(), scripts.toString()));
    return new PythonProcess(builder.start(), output, errors);
  }

  /** Waits for its end, which must be a good one; what it wrote, by line. */
  public List<JsonNode> answers() {
    awaitEnd();
    return written();
  }

  /** Waits for its end, which must be a good one. */
  void awaitEnd() {
    Patience.until(() -> !process.isAlive(), () -> read(output) + errors());
    assertThat(process.exitValue()).as(this::errors).isZero();
  }

  /** What it wrote as yet, by line. */
  public List<JsonNode> written() {
    return read(output).lines().map(PythonProcess::parse).toList();
  }

  /** What it complained of as yet. */
  public String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
