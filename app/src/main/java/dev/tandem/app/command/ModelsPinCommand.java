package dev.tandem.app.command;

import dev.tandem.app.models.PublishedModels;
import dev.tandem.schemas.ModelKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One version for all consumers. */
@Command(
    name = "pin",
    description = {
      "Let every consumer of a model serve one version, whatever is published, until it is unpinned.",
      "Also a held version can be pinned."
    },
    footer = {"", "Example:", "  tandem models pin av@1.8 --why 'demo day'"})
final class ModelsPinCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private AuthorOptions operator;

  @Parameters(
      paramLabel = "VERSION",
      description = "MODEL@GENERATION.VERSION, or MODEL for its newest.")
  private String version;

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    ModelKey key = models.named(version).key();
    options.control().pin(key, operator.author());
    spec.commandLine()
        .getOut()
        .printf("%s is pinned; unpin it with: tandem models unpin %s%n", key, key.model());
    return ExitStatus.SUCCESS;
  }
}
