package dev.tandem.app.command;

import dev.tandem.app.models.PublishedModels;
import dev.tandem.schemas.ModelKey;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From a version on. */
@Command(
    name = "resume",
    description = {
      "Let a model go on learning from one of its versions, with fresh moments: after it halted, or instead of what it has learned since.",
      "The version stays on its topic, because a replay needs it."
    },
    footer = {"", "Example:", "  tandem models resume --to av@1.8 --why 'the camera is repaired'"})
final class ModelsResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private AuthorOptions operator;
  @Mixin private SinceOptions since;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION",
      description = "MODEL@GENERATION.VERSION, or MODEL for its newest.")
  private String version = "";

  @Override
  public Integer call() {
    PublishedModels models = options.read();
    ModelKey key = models.named(version).key();
    Instant time = since.time(SinceOptions.newest(options.kafka(), options.topics()));
    options.control().resume(key, time, operator.author());
    spec.commandLine()
        .getOut()
        .printf("%s learns from %s again, with batches from %s on%n", key.model(), key, time);
    return ExitStatus.SUCCESS;
  }
}
