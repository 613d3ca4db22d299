package dev.tandem.app.command;

import dev.tandem.app.models.PublishedModels;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** No more steps. */
@Command(
    name = "halt",
    description =
        "Let a model learn nothing until it is resumed; it is still served, and its job goes on reading and predicting.",
    footer = {"", "Example:", "  tandem models halt av --why 'the labels are wrong'"})
final class ModelsHaltCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private AuthorOptions operator;
  @Mixin private SinceOptions since;

  @Parameters(paramLabel = "MODEL", description = "The model's name.")
  private String model = "";

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    String name = models.model(model);
    Instant time = since.time(SinceOptions.newest(options.kafka(), options.topics()));
    options.control().halt(name, time, operator.author());
    spec.commandLine()
        .getOut()
        .printf(
            "%s learns nothing from batches from %s on; let it go on with: tandem models resume --to VERSION%n",
            name, time);
    return ExitStatus.SUCCESS;
  }
}
