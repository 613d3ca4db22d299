package dev.tandem.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every command asks before it reads or writes: whether its topics are there, and such that
 * nothing is lost in silence. Creates none, whatever the broker allows.
 */
public final class TopicCheck {
  private TopicCheck() {}

  /**
   * Compares {@code specs} with what {@code admin}'s cluster has.
   *
   * @return what the user should know, a line each; the topics can be used
   * @throws UnfitTopicsException naming all that are missing or cannot be used, and what to do
   */
  public static List<String> require(TopicAdmin admin, Collection<TopicSpec> specs) {
    return require(admin, admin.describe(specs));
  }

  /** The same of those that exist. */
  public static List<String> requireUsable(TopicAdmin admin, Collection<TopicSpec> specs) {
    return require(admin, admin.describe(specs).stream().filter(TopicStatus::exists).toList());
  }

  private static List<String> require(TopicAdmin admin, List<TopicStatus> statuses) {
    List<String> reasons = new ArrayList<>();
    missing(statuses, admin.bootstrapServers(), reasons);
    for (TopicStatus status : statuses) {
      List<String> faults = status.faults();
      if (!faults.isEmpty()) {
        reasons.add(
            "%s cannot be used: %s. %s"
                .formatted(
                    status.wanted().name(),
                    String.join("; ", faults),
                    remedy(status, admin.bootstrapServers())));
      }
    }
    if (!reasons.isEmpty()) {
      throw new UnfitTopicsException(String.join(System.lineSeparator(), reasons));
    }
    return statuses.stream()
        .flatMap(
            status -> status.notes().stream().map(note -> status.wanted().name() + ": " + note))
        .toList();
  }

  private static void missing(
      List<TopicStatus> statuses, String bootstrapServers, List<String> reasons) {
    List<String> missing =
        statuses.stream()
            .filter(status -> !status.exists())
            .map(status -> status.wanted().name())
            .toList();
    if (!missing.isEmpty()) {
      reasons.add(
          "there is no topic %s at %s; name another prefix, or create what is missing: tandem topics create --bootstrap-server %s"
              .formatted(
                  missing.stream().collect(Collectors.joining(", ")),
                  bootstrapServers,
                  bootstrapServers));
    }
  }

  private static String remedy(TopicStatus status, String bootstrapServers) {
    boolean plain = status.found().orElseThrow().isPlain();
    String correct = "tandem topics correct --bootstrap-server " + bootstrapServers;
    String anew =
        "delete it, if it holds nothing that is needed, and then: tandem topics create --bootstrap-server "
            + bootstrapServers;
    if (status.isDisordered()) {
      return plain
          ? "The broker has made it by itself; " + anew
          : "Take another prefix, or " + anew;
    }
    return plain
        ? "The broker has made it by itself: %s; or give it its settings: %s"
            .formatted(anew, correct)
        : "Give it its settings: " + correct;
  }
}
