package dev.tandem.app.models;

import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which kinds of news somebody wants. */
public final class NewsKinds implements Predicate<ModelNews> {
  /** What a version is asked for by that consumers do not follow. */
  private static final String HELD = "held";

  /** Every kind by name: the {@code event} of the news, and {@value #HELD} of a held version. */
  public static final List<String> ALL =
      List.of(
          "version",
          HELD,
          "retired",
          "pin",
          "unpin",
          "follow",
          "release",
          "halt",
          "resume",
          "quarantine",
          "halted",
          "resumed",
          "drift",
          "modality-dead",
          "modality-back",
          "foreign");

  private final Set<String> wanted;

  private NewsKinds(Set<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * Those with a name in {@code names}; all where there is none.
   *
   * @throws UsageException for a name that no kind has
   */
  public static NewsKinds named(Collection<String> names) {
    for (String name : names) {
      if (!ALL.contains(name)) {
        throw new UsageException("--only has %s%s".formatted(name, Nearest.hint(name, ALL)));
      }
    }
    return new NewsKinds(Set.copyOf(names.isEmpty() ? ALL : names));
  }

  @Override
  public boolean test(ModelNews news) {
    return wanted.contains(news.event())
        || (wanted.contains(HELD) && !news.json().path(HELD).asText().isEmpty());
  }
}
