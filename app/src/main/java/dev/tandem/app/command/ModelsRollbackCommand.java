package dev.tandem.app.command;

import dev.tandem.app.models.PublishedModels;
import dev.tandem.schemas.ModelKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The version before. */
@Command(
    name = "rollback",
    description = {
      "Let every consumer of a model go back to the version before the one that it serves, and stay there.",
      "Consumers that have kept it loaded take it at once. Again goes back further."
    },
    footer = {"", "Example:", "  tandem models rollback av --why 'answers nonsense at night'"})
final class ModelsRollbackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private AuthorOptions operator;

  @Parameters(paramLabel = "MODEL", description = "The model's name.")
  private String model;

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    ModelKey before = models.before(models.model(model)).key();
    options.control().pin(before, operator.author());
    spec.commandLine()
        .getOut()
        .printf(
            "%s is pinned instead of %s; follow the newest again with: tandem models unpin %s%n",
            before, models.wanted(model).orElseThrow(), model);
    return ExitStatus.SUCCESS;
  }
}
