package dev.tandem.app.command;

import dev.tandem.app.models.Manifests;
import dev.tandem.app.models.Payloads;
import dev.tandem.app.models.PublishedModels;
import dev.tandem.app.models.ShadowFigures;
import dev.tandem.app.models.TrainedPaces;
import dev.tandem.app.models.VersionDiff;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.delivery.CandidateVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two versions beside each other. */
@Command(
    name = "diff",
    description = {
      "Compare two versions: steps, metrics, paces, how far their parameters are from each other.",
      "And how their answers to the same clips agreed, where one was the other's shadow."
    },
    footer = {
      "",
      "Examples:",
      "  tandem models diff av@1.8 av@1.9",
      "  tandem models diff av@1.8 av"
    })
final class ModelsDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private ListingOptions listing;

  @Parameters(
      index = "0",
      paramLabel = "VERSION",
      description = "MODEL@GENERATION.VERSION, or MODEL for its newest.")
  private String first;

  @Parameters(index = "1", paramLabel = "OTHER", description = "The same, of the other.")
  private String second;

  @Override
  public Integer call() {
    KafkaConnection kafka = options.kafka();
    Topics topics = options.topics();
    PublishedModels models = PublishedModels.read(kafka, topics);
    Manifests manifests = new Manifests(kafka);
    CandidateVersion one = manifests.of(models.named(first));
    CandidateVersion other = manifests.of(models.named(second));
    VersionDiff diff = new VersionDiff(one, other);
    TrainedPaces paces = TrainedPaces.read(kafka, topics.training(), one.key(), other.key());
    ShadowFigures shadows = ShadowFigures.read(kafka, topics.shadows(), one.key(), other.key());
    try (Payloads payloads = new Payloads(kafka, topics)) {
      listing.print(
          spec,
          () -> diff.comparison(paces, payloads, shadows),
          () -> lines(diff, paces, payloads, shadows));
    }
    return ExitStatus.SUCCESS;
  }

  private static List<String> lines(
      VersionDiff diff, TrainedPaces paces, Payloads payloads, ShadowFigures shadows) {
    List<String> lines = new ArrayList<>(diff.figures(paces));
    lines.add("");
    lines.addAll(diff.parameters(payloads));
    lines.add("");
    lines.addAll(shadows.lines());
    return lines;
  }
}
