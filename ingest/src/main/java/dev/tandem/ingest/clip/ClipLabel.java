package dev.tandem.ingest.clip;

import java.util.List;

/**
 * What a clip shows.
 *
 * @param className empty where there are targets
 * @param targets in the order of the feed's target names; empty where there is a class
 */
public record ClipLabel(String className, List<Double> targets) {
  public ClipLabel {
    targets = List.copyOf(targets);
  }

  public static ClipLabel ofClass(String className) {
    return new ClipLabel(className, List.of());
  }

  public static ClipLabel ofTargets(List<Double> targets) {
    return new ClipLabel("", targets);
  }
}
