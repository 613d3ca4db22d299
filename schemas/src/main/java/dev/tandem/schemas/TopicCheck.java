package dev.tandem.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
    String flags =
        " --bootstrap-server "
            + admin.bootstrapServers()
            + CatalogueFlags.of(statuses.stream().map(TopicStatus::wanted).toList());
    missing(statuses, admin.bootstrapServers(), flags, reasons);
    for (TopicStatus status : statuses) {
      List<String> faults = status.faults();
      if (!faults.isEmpty()) {
        reasons.add(
            "%s cannot be used: %s. %s"
                .formatted(
                    status.wanted().name(), String.join("; ", faults), remedy(status, flags)));
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
      List<TopicStatus> statuses, String bootstrapServers, String flags, List<String> reasons) {
    List<String> missing =
        statuses.stream()
            .filter(status -> !status.exists())
            .map(status -> status.wanted().name())
            .toList();
    if (!missing.isEmpty()) {
      reasons.add(
          "there is no topic %s at %s; name another prefix, or create what is missing: tandem topics create%s"
              .formatted(String.join(", ", missing), bootstrapServers, flags));
    }
  }

  private static String remedy(TopicStatus status, String flags) {
    boolean plain = status.found().orElseThrow().isPlain();
    String correct = "tandem topics correct" + flags;
    String anew =
        "delete it, if it holds nothing that is needed, and then: tandem topics create" + flags;
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
