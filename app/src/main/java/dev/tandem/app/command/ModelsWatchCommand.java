package dev.tandem.app.command;

import dev.tandem.app.models.ModelWatch;
import dev.tandem.cluster.Interruption;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** News as they come. */
@Command(
    name = "watch",
    description = "Show versions as they are committed, and what operators say. Runs until Ctrl-C.",
    footer = {"", "Examples:", "  tandem models watch", "  tandem models watch --format json"})
final class ModelsWatchCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private FormatOptions format;

  @Override
  public Integer call() {
    Interruption interruption = new Interruption();
    interruption.listen(PATIENCE);
    try (ModelWatch watch = new ModelWatch(options.kafka(), options.topics())) {
      while (!interruption.isRequested() && !spec.commandLine().getOut().checkError()) {
        watch.next(POLL).forEach(news -> format.print(spec, news.json(), news.line()));
      }
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }
}
