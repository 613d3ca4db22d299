package dev.tandem.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Prints a report of {@link Comparison} as the tables of docs/performance.md. */
public final class Table {

  private static final String TORCH = "PyTorch eager, OpenBLAS";

  /** A row: what is measured, against what, and the goal. */
  private record Row(String what, String measured, String against, String name, String goal) {
    String render(JsonObject medians) {
      if (!medians.has(measured) || !medians.has(against)) {
        return "| %s | – | %s | – | – | %s |".formatted(what, name, goal);
      }
      double mine = medians.get(measured).getAsDouble();
      double other = medians.get(against).getAsDouble();
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %s | %.2f | %s |",
          what,
          number(mine),
          name,
          number(other),
          mine / other,
          goal);
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }
  }

  /** What the goal of each pair's step is. */
  private static final Map<String, String> PAIRS =
      new TreeMap<>(Map.of("mlp", "0.75", "cnn", "0.90", "resnet18", "1.00", "conformer", "1.10"));

  private static final List<Row> OTHERS =
      List.of(
          mlb("mlp"),
          mlb("cnn"),
          new Row("copy of the state, 21.5 M", "state.copy", "state.plainCopy", "plain copy", "2"),
          new Row("writing it", "state.write", "state.atTwoGigabytes", "2 GB/s", "1"),
          new Row("reading it", "state.read", "state.atTwoGigabytes", "2 GB/s", "1"),
          new Row(
              "step of 21.5 M, by blocks",
              "tandem.large.multi-loss",
              "tandem.large.multi-loss.cpu-tensors",
              "by whole tensors",
              "–"));

  private Table() {}

  public static void main(String[] args) throws IOException {
    JsonObject report =
        JsonParser.parseString(Files.readString(Path.of(args[0]))).getAsJsonObject();
    print("ms", times(), report.getAsJsonObject("medianMillis"));
    print("MB", peaks(), report.getAsJsonObject("medianPeakMegabytes"));
  }

  private static void print(String unit, Stream<Row> rows, JsonObject medians) {
    System.out.printf("| what | %1$s | against | %1$s | ratio | goal |%n", unit);
    System.out.println("|---|---|---|---|---|---|");
    rows.forEach(row -> System.out.println(row.render(medians)));
    System.out.println();
  }

  private static Stream<Row> times() {
    Stream<Row> pairs =
        PAIRS.entrySet().stream()
            .map(
                pair ->
                    new Row(
                        "step, %s pair".formatted(pair.getKey()),
                        "tandem.%s.multi-loss".formatted(pair.getKey()),
                        "torch.%s".formatted(pair.getKey()),
                        TORCH,
                        pair.getValue()));
    return Stream.concat(pairs, OTHERS.stream());
  }

  private static Stream<Row> peaks() {
    return PAIRS.keySet().stream()
        .map(
            pair ->
                new Row(
                    "peak of memory, %s pair".formatted(pair),
                    "tandem." + pair,
                    "torch.%s".formatted(pair),
                    TORCH,
                    "1.00"));
  }

  private static Row mlb(String pair) {
    return new Row(
        "`mlb`, %s pair".formatted(pair),
        "tandem.%s.mlb".formatted(pair),
        "tandem.%s.multi-loss".formatted(pair),
        "`multi-loss`",
        "1.02");
  }
}
