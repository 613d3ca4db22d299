package dev.tandem.app.command;

import dev.tandem.app.demo.Preflight;
import dev.tandem.app.demo.RunDirectory;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.run.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a benchmark's figures go. */
final class BenchOptions {
  /**
   * What is measured.
   *
   * @param <F> one figure
   */
  interface Bench<F> {
    /**
     * Measures.
     *
     * @param directory for what it writes
     * @param progress takes lines for the user
     */
    List<F> run(Path directory, Consumer<String> progress) throws IOException, InterruptedException;
  }

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = Values.File.class,
      description = "Write the figures as JSON.")
  private Optional<Path> report = Optional.empty();

  /**
   * Runs it, prints its figures, and writes them where the user wants them.
   *
   * @param name of the figures in the report
   */
  <F> int run(CommandSpec spec, String name, Bench<F> bench, Function<F, String> line)
      throws IOException, InterruptedException {
    report.ifPresent(Preflight::checkReport);
    Logging.warningsToConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    PrintWriter out = spec.commandLine().getOut();
    try (RunDirectory directory = RunDirectory.open(Optional.empty())) {
      List<F> figures =
          bench.run(
              directory.path(),
              text -> {
                out.println(text);
                out.flush();
              });
      figures.forEach(figure -> out.println(line.apply(figure)));
      if (report.isPresent()) {
        ReportFile.write(Map.of(name, figures), report.get());
      }
    }
    return ExitStatus.SUCCESS;
  }
}
