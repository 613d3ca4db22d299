package dev.tandem.app.command;

import dev.tandem.app.UsageException;
import dev.tandem.app.models.ControlWriter;
import dev.tandem.app.models.PublishedModels;
import dev.tandem.serving.delivery.Candidate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Frees a held version. */
@Command(
    name = "release",
    description = "Let consumers follow a version that is held because its quality fell.",
    footer = {"", "Example:", "  tandem models release av@1.9 --why 'the labels were wrong'"})
final class ModelsReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private WordOfOperator operator;

  @Parameters(paramLabel = "VERSION", description = "MODEL@GENERATION.VERSION.")
  private String version;

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    Candidate held = models.named(version);
    if (!models.isHeld(held)) {
      throw new UsageException(
          "%s is not held; tandem models list shows which are".formatted(held.key()));
    }
    new ControlWriter(options.bootstrapServers(), options.topics().control())
        .release(held.key(), operator.word());
    spec.commandLine()
        .getOut()
        .printf("%s is released; it was held: %s%n", held.key(), held.manifest().getHeld());
    return ExitStatus.SUCCESS;
  }
}
