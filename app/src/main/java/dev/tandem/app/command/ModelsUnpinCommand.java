package dev.tandem.app.command;

import dev.tandem.app.models.PublishedModels;
import dev.tandem.schemas.ModelKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The newest version again. */
@Command(
    name = "unpin",
    description = "Let every consumer of a model follow its newest version again.",
    footer = {"", "Example:", "  tandem models unpin av"})
final class ModelsUnpinCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private AuthorOptions operator;

  @Parameters(paramLabel = "MODEL", description = "The model's name.")
  private String model;

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    String name = models.model(model);
    options.control().unpin(name, operator.author());
    spec.commandLine()
        .getOut()
        .printf(
            "%s is followed%s%n",
            models.newest(name).map(ModelKey::toString).orElse(name),
            models.pin(name).map(pin -> "; it was pinned to " + pin).orElse("; it was not pinned"));
    return ExitStatus.SUCCESS;
  }
}
