package dev.tandem.app.command;

import dev.tandem.app.report.JsonText;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a listing is shown. */
final class ListingOptions {
  @Option(names = "--json", description = "Show it as JSON; docs/json.md has the keys.")
  private boolean json;

  /**
   * Shows a listing as it was asked for.
   *
   * @param document a record, or a list of them, whose components docs/json.md names
   * @param lines the same for people
   */
  void print(CommandSpec spec, Supplier<?> document, Supplier<List<String>> lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(JsonText.of(document.get()));
    } else {
      lines.get().forEach(out::println);
    }
    out.flush();
  }
}
