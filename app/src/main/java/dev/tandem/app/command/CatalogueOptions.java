package dev.tandem.app.command;

import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import java.util.List;
import picocli.CommandLine.Option;

/** Which topics the catalogue has. */
final class CatalogueOptions {
  @Option(
      names = "--prefix",
      defaultValue = "av",
      description = "In front of every topic's name. Default: ${DEFAULT-VALUE}.")
  private String prefix = "";

  @Option(
      names = "--modalities",
      split = ",",
      defaultValue = Topics.DEFAULT_MODALITIES,
      description = "One feature topic for each. Default: ${DEFAULT-VALUE}.")
  private List<String> modalities = List.of();

  @Option(
      names = "--partitions",
      defaultValue = "2",
      description = "Of the data topics; the others have one. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  List<TopicSpec> catalogue() {
    try {
      return new Topics(prefix).catalogue(modalities, partitions);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
