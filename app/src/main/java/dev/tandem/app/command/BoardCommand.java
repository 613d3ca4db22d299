package dev.tandem.app.command;

import dev.tandem.app.board.OperatorControl;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.cluster.Interruption;
import dev.tandem.monitoring.Board;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a model learns, in a browser. */
@Command(
    name = "board",
    description = {
      "Show in a browser what a model learns: accuracy and pace of each modality, versions, classes, streams, and what happens.",
      "It reads the topics and holds up nobody; versions can be pinned, released and rolled back there. Runs until Ctrl-C."
    },
    footer = {
      "",
      "Examples:",
      "  tandem board",
      "  tandem board --bootstrap-server kafka:9092 --model av --history 3d",
      "  tandem board --host 0.0.0.0 --token-file token.txt"
    })
final class BoardCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;
  @Mixin private PrefixedTopicsOptions where;
  @Mixin private BoardOptions board;

  @Option(
      names = "--model",
      defaultValue = "av",
      description = "Name of the model that is shown. Default: ${DEFAULT-VALUE}.")
  private String model = "";

  @Option(
      names = "--history",
      paramLabel = "DURATION",
      converter = Values.Span.class,
      defaultValue = "1d",
      description = "How long ago the training began that is shown. Default: ${DEFAULT-VALUE}.")
  private Duration history = Duration.ZERO;

  @Override
  public Integer call() {
    FormatOptions.quieten(spec);
    String named = named();
    KafkaConnection kafka = where.kafka(NeededTopics::board);
    Interruption interruption = new Interruption();
    interruption.listen(PATIENCE);
    try (Board shown = Board.listen(board.settings(), named, where.topics())) {
      shown.follow(kafka, history, OperatorControl.ofUser(kafka, where.topics(), named));
      PrintWriter out = spec.commandLine().getOut();
      out.println("The board is at " + shown.address(!board.hasTokenFile()).orElseThrow());
      out.flush();
      boolean ends = false;
      while (!ends) {
        ends = interruption.awaitRequest(POLL);
      }
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private String named() {
    try {
      return ModelKey.requireName(model);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
