package dev.tandem.benchmarks.parity;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line.
 *
 * @param target file that is written
 * @param values by option
 */
record ParityOptions(Path target, Map<String, String> values) {

  static final String USAGE =
      "usage: benchmarks/run parity REPORT [--case NAME] [--seed N] [--steps N] [--weights FILE --inputs FILE]\n"
          + "       benchmarks/run parity GOLDEN --golden yes";

  private static final Set<String> KNOWN =
      Set.of("--case", "--seed", "--steps", "--weights", "--inputs", "--golden");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is not as {@link #USAGE} has it
   */
  static ParityOptions parse(String... args) {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i + 1 < args.length; i += 2) {
      values.put(args[i], args[i + 1]);
    }
    if (args.length % 2 == 0
        || !KNOWN.containsAll(values.keySet())
        || values.containsKey("--weights") != values.containsKey("--inputs")) {
      throw new IllegalArgumentException(USAGE);
    }
    return new ParityOptions(Path.of(args[0]), values);
  }

  boolean golden() {
    return values.containsKey("--golden");
  }

  long seed() {
    return Long.parseLong(values.getOrDefault("--seed", "3"));
  }

  int steps() {
    return Integer.parseInt(values.getOrDefault("--steps", "50"));
  }

  Optional<Path> weights() {
    return Optional.ofNullable(values.get("--weights")).map(Path::of);
  }

  Optional<Path> inputs() {
    return Optional.ofNullable(values.get("--inputs")).map(Path::of);
  }

  /** The case that weights without a description are of. */
  ParityCase onlyCase(Path weights) {
    if (!values.containsKey("--case")) {
      throw new IllegalArgumentException(
          "%s has no description beside it, %s.json. Say by --case which network it is of."
              .formatted(weights, weights.getFileName()));
    }
    return ParityCase.named(values.get("--case"));
  }

  /** The case of that name, or all. */
  List<ParityCase> cases() {
    return values.containsKey("--case")
        ? List.of(ParityCase.named(values.get("--case")))
        : ParityCase.all();
  }
}
