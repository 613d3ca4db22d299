package dev.tandem.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs contenders in turn, round after round, so that whatever else the machine does meets all of
 * them alike. A first round is thrown away: it compiles.
 */
final class Rounds {
  private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

  private Rounds() {}

  static Rounds run(List<? extends Contender> contenders, long rounds, Consumer<String> say) {
    Rounds all = new Rounds();
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Figure figure = contender.run(round);
        say.accept(line(round, contender.name(), figure));
        if (round > 0) {
          all.figures.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(figure);
        }
      }
    }
    return all;
  }

  /** {@code name} beside {@code against}, both of these rounds. */
  Measured compare(String name, String against) {
    return Measured.of(name, figures.get(name), against, figures.get(against));
  }

  private static String line(int round, String name, Figure figure) {
    return "round %d  %-20s %,10.0f records/s, %.1f µs of processor time each"
        .formatted(round, name, figure.recordsPerSecond(), figure.cpuMicrosPerRecord());
  }
}
