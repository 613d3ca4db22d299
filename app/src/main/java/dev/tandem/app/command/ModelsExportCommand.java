package dev.tandem.app.command;

import dev.tandem.app.models.Export;
import dev.tandem.app.models.Manifests;
import dev.tandem.app.models.Payloads;
import dev.tandem.app.models.PublishedModels;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.delivery.CandidateVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A version as files. */
@Command(
    name = "export",
    description = {
      "Write a version's weights as a file, and its network, classes and features as JSON beside it.",
      "docs/python-consumer.md says how PyTorch reads them."
    },
    footer = {
      "",
      "Examples:",
      "  tandem models export av",
      "  tandem models export av@1.9 --format safetensors --output av.safetensors"
    })
final class ModelsExportCommand implements Callable<Integer> {
  /** What weights can be written as. */
  enum Format {
    safetensors
  }

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;

  @Parameters(
      paramLabel = "VERSION",
      description = "MODEL@GENERATION.VERSION, or MODEL for its newest.")
  private String version;

  @SuppressWarnings("UnusedVariable") // there is one, which picocli checks
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "safetensors",
      description = "Format of the weights: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.safetensors;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      converter = Values.File.class,
      description = "Where to. Default: MODEL-GENERATION.VERSION.safetensors.")
  private Optional<Path> output = Optional.empty();

  @Override
  public Integer call() throws IOException {
    KafkaConnection kafka = options.kafka();
    Topics topics = options.topics();
    CandidateVersion found =
        new Manifests(kafka).of(PublishedModels.read(kafka, topics).named(version));
    Path file = output.orElse(Path.of(fileName(found.key())));
    try (Payloads payloads = new Payloads(kafka, topics)) {
      Path description = Export.write(file, found.manifest(), payloads.bytes(found));
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %,d bytes, SHA-256 %s%n%s: its network, classes and features%n",
              file, found.manifest().getBytes(), found.manifest().getSha256(), description);
    }
    return ExitStatus.SUCCESS;
  }

  private static String fileName(ModelKey key) {
    return "%s-%d.%d.safetensors".formatted(key.model(), key.generation(), key.version());
  }
}
