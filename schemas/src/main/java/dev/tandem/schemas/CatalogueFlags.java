package dev.tandem.schemas;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How {@code tandem topics} is told to mean the same topics as a command that needs some. */
final class CatalogueFlags {
  private static final Pattern NAME = Pattern.compile("(.+?)\\.(?:features\\.(.+)|[^.]+)\\.v1");

  private CatalogueFlags() {}

  /** With a space in front; empty where that is what it means without. */
  static String of(Collection<TopicSpec> specs) {
    List<Matcher> names =
        specs.stream().map(spec -> NAME.matcher(spec.name())).filter(Matcher::matches).toList();
    List<String> modalities =
        names.stream().map(name -> name.group(2)).filter(name -> name != null).distinct().toList();
    return names.stream()
            .map(name -> name.group(1))
            .findFirst()
            .map(CatalogueFlags::prefix)
            .orElse("")
        + modalities(String.join(",", modalities));
  }

  private static String prefix(String prefix) {
    return prefix.equals(Topics.standard().prefix()) ? "" : " --prefix " + prefix;
  }

  private static String modalities(String names) {
    return names.isEmpty() || names.equals(Topics.DEFAULT_MODALITIES)
        ? ""
        : " --modalities " + names;
  }
}
