package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Tandem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code tandem} command as it runs in a process of its own. */
public final class RunningTandem {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** What ends soon, or computes little, leaves the processors to the rest. */
  private static final List<String> FRUGAL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What a demo without a terminal puts before its lines. */
  private static final Pattern CLOCK = Pattern.compile("^[0-9:]+ +");

  private static final Pattern STEP = Pattern.compile(": step (\\d+),");

  /** As the launcher sets it. */
  private static final Map<String, String> BOUNDED_MEMORY =
      Map.of(
          "MALLOC_ARENA_MAX", "2",
          "MALLOC_TRIM_THRESHOLD_", "268435456",
          "MALLOC_MMAP_THRESHOLD_", "33554432",
          "ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128");

  private final List<String> arguments;
  private final Process process;
  private final Path output;
  private final Silence silence;

  private RunningTandem(List<String> arguments, Process process, Path output) {
    this.arguments = arguments;
    this.process = process;
    this.output = output;
    this.silence = Silence.watch(process, output);
  }

  /** Starts a command that ends soon, or computes little; with so large a heap. */
  public static RunningTandem startFrugal(Path directory, String heap, String... arguments)
      throws IOException {
    List<String> flags = new ArrayList<>(FRUGAL);
    flags.add("-Xmx" + heap);
    return start(directory, flags, arguments);
  }

  /** Starts the command in {@code directory}, with {@code flags} for Java. */
  public static RunningTandem start(Path directory, List<String> flags, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-cp",
            applicationJar().toString(),
            "dev.tandem.app.Tandem"));
    command.addAll(Arrays.asList(arguments));
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(BOUNDED_MEMORY);
    return new RunningTandem(List.of(arguments), builder.start(), output);
  }

  /** As the launcher has it; the jar names its libraries. */
  private static Path applicationJar() {
    try {
      return Path.of(Tandem.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of the application is no path", e);
    }
  }

  /** Waits for its end; kills it, and fails, where it has nothing new to say for too long. */
  public int await() throws InterruptedException {
    try {
      Patience.until(() -> !process.isAlive(), this::said);
    } catch (AssertionError e) {
      kill();
      throw new AssertionError("%s did not end:%n%s".formatted(arguments, output()), e);
    }
    return process.exitValue();
  }

  /** Ends it as Ctrl-C does. */
  public void terminate() throws InterruptedException {
    process.destroy();
    await();
  }

  /** How many lines that differ in more than the time. */
  private long said() {
    return output().lines().map(line -> CLOCK.matcher(line).replaceFirst("")).distinct().count();
  }

  /** Ends it as signal 9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The newest step that a demo without a terminal has told of; 0 before the first. */
  public long step() {
    requireAlive();
    return STEP.matcher(output())
        .results()
        .mapToLong(m -> Long.parseLong(m.group(1)))
        .max()
        .orElse(0);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public void requireAlive() {
    if (!isAlive()) {
      throw new AssertionError(
          "%s has ended with %d:%n%s".formatted(arguments, process.exitValue(), output()));
    }
  }

  /** Fails where it has said nothing for longer than a user looks at a screen that stands still. */
  public void requireNoSilence() {
    assertThat(silence.longest())
        .as("silence of %s after: %s", arguments, silence.before())
        .isLessThanOrEqualTo(SILENCE);
  }

  public long pid() {
    return process.pid();
  }

  /** Standard output and error so far, as they came. */
  public String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
