package dev.tandem.app.command;

import dev.tandem.app.models.PublishedModels;
import dev.tandem.app.models.PublishedVersion;
import dev.tandem.schemas.UsageException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Frees a held version. */
@Command(
    name = "release",
    description = {
      "Let consumers follow a version that is held because its accuracy fell.",
      "They do at once; the trainer compares later versions with it from --at on."
    },
    footer = {"", "Example:", "  tandem models release av@1.9 --why 'the labels were wrong'"})
final class ModelsReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private AuthorOptions operator;
  @Mixin private SinceOptions since;

  @Parameters(paramLabel = "VERSION", description = "MODEL@GENERATION.VERSION.")
  private String version;

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    PublishedVersion held = models.named(version);
    if (!models.isHeld(held)) {
      throw new UsageException(
          "%s is not held; tandem models list shows which are".formatted(held.key()));
    }
    Instant time = since.time(SinceOptions.newest(options.kafka(), options.topics()));
    options.control().release(held.key(), time, operator.author());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s is released; it was held: %s%n", held.key(), held.held());
    out.printf("later versions are compared with it from %s on%n", time);
    return ExitStatus.SUCCESS;
  }
}
