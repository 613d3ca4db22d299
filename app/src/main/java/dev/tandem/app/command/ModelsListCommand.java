package dev.tandem.app.command;

import dev.tandem.app.models.ListedVersion;
import dev.tandem.app.models.PublishedModels;
import dev.tandem.app.models.VersionTable;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A line for each version. */
@Command(
    name = "list",
    description = "List the versions on the topics, and which are newest, pinned or held.",
    footer = {
      "",
      "Examples:",
      "  tandem models list --bootstrap-server localhost:9092",
      "  tandem models list av --json"
    })
final class ModelsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private ListingOptions listing;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "Only versions of this model. Default: all.")
  private Optional<String> model = Optional.empty();

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    model.ifPresent(models::model);
    listing.print(
        spec, () -> ListedVersion.of(models, model), () -> VersionTable.lines(models, model));
    return ExitStatus.SUCCESS;
  }
}
