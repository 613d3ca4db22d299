package dev.tandem.learner.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The instruction set that CPU kernels are chosen for. PyTorch's bindings do not tell it, so this
 * follows PyTorch's own rule: the environment variable {@code ATEN_CPU_CAPABILITY}, else what the
 * processor has.
 */
final class InstructionSet {

  private static final String PINNED = "ATEN_CPU_CAPABILITY";
  private static final List<String> OTHER_PINS = List.of("ONEDNN_MAX_CPU_ISA", "MKL_CBWR");
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private InstructionSet() {}

  /** As in {@code amd64 avx2 MKL_CBWR=COMPATIBLE}: architecture, set, and what else is pinned. */
  static String current() {
    String set =
        Optional.ofNullable(System.getenv(PINNED))
            .map(pinned -> pinned.toLowerCase(Locale.ROOT))
            .orElseGet(() -> widest(processorFlags()));
    Stream<String> pins =
        OTHER_PINS.stream()
            .filter(name -> System.getenv(name) != null)
            .map(name -> name + "=" + System.getenv(name));
    return Stream.concat(Stream.of(System.getProperty("os.arch"), set), pins)
        .reduce((left, right) -> left + " " + right)
        .orElseThrow();
  }

  static String widest(Set<String> flags) {
    if (flags.containsAll(Set.of("avx512vl", "avx512bw", "avx512dq", "fma"))) {
      return "avx512";
    }
    return flags.containsAll(Set.of("avx2", "fma")) ? "avx2" : "default";
  }

  /** Flags of the first processor on Linux; none where they cannot be read. */
  private static Set<String> processorFlags() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(
              line ->
                  Set.copyOf(List.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+"))))
          .orElse(Set.of());
    } catch (IOException e) {
      return Set.of(); // not Linux: the architecture alone has to tell
    }
  }
}
