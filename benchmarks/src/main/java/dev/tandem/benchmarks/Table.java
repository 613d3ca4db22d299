package dev.tandem.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a report of {@link Comparison} as the table of docs/performance.md. */
public final class Table {

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
          "| %s | %.3f | %s | %.3f | %.2f | %s |",
          what,
          mine,
          name,
          other,
          mine / other,
          goal);
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "step, MLP pair",
              "tandem.mlp.multi-loss",
              "torch.mlp.openblas",
              "PyTorch eager, OpenBLAS",
              "0.75"),
          new Row(
              "step, CNN pair",
              "tandem.cnn.multi-loss",
              "torch.cnn.openblas",
              "PyTorch eager, OpenBLAS",
              "0.90"),
          new Row(
              "step, MLP pair",
              "tandem.mlp.multi-loss",
              "torch.mlp.reference",
              "PyTorch eager, reference BLAS",
              "–"),
          new Row(
              "step, CNN pair",
              "tandem.cnn.multi-loss",
              "torch.cnn.reference",
              "PyTorch eager, reference BLAS",
              "–"),
          new Row(
              "`mlb`, MLP pair", "tandem.mlp.mlb", "tandem.mlp.multi-loss", "`multi-loss`", "1.02"),
          new Row(
              "`mlb`, CNN pair", "tandem.cnn.mlb", "tandem.cnn.multi-loss", "`multi-loss`", "1.02"),
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
    JsonObject medians = report.getAsJsonObject("medianMillis");
    System.out.println("| what | ms | against | ms | ratio | goal |\n|---|---|---|---|---|---|");
    System.out.println(
        ROWS.stream().map(row -> row.render(medians)).collect(Collectors.joining("\n")));
  }
}
