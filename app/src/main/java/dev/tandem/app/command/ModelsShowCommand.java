package dev.tandem.app.command;

import dev.tandem.app.models.VersionDetails;
import dev.tandem.app.models.VersionDump;
import dev.tandem.serving.delivery.CandidateVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All of one manifest. */
@Command(
    name = "show",
    description = "Show all that a version's manifest says.",
    footer = {"", "Examples:", "  tandem models show av", "  tandem models show av@1.9"})
final class ModelsShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private ListingOptions listing;

  @Parameters(
      paramLabel = "VERSION",
      description = "MODEL@GENERATION.VERSION, or MODEL for its newest.")
  private String version;

  @Override
  public Integer call() {
    CandidateVersion shown = options.manifest(options.read().named(version));
    listing.print(spec, () -> VersionDetails.of(shown), () -> VersionDump.lines(shown));
    return ExitStatus.SUCCESS;
  }
}
