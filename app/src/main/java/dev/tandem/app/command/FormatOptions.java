package dev.tandem.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.app.run.Logging;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Lines for people, or objects for programs; what is said beside them goes to standard error. */
final class FormatOptions {
  /** As it is written on the command line. */
  enum Format {
    text,
    json
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES}; json is one object a line. Default: text.")
  private Format format = Format.text;

  void print(CommandSpec spec, JsonNode json, String line) {
    spec.commandLine().getOut().println(format == Format.json ? json.toString() : line);
    spec.commandLine().getOut().flush();
  }

  void say(CommandSpec spec, String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** No line of a library: the command says itself what is wrong. */
  static void quieten(CommandSpec spec) {
    if (ExecutionErrors.isVerbose(spec.commandLine())) {
      Logging.toConsole(true);
    } else {
      Logging.off();
    }
  }
}
