package dev.tandem.app.models;

import java.util.List;
import java.util.SortedMap;

/**
 * Two versions beside each other.
 *
 * @param parameters how far those of each group are from each other, and {@code all} of them
 * @param shadows of the ways round in which one was scored in the other's shadow
 */
public record VersionComparison(
    Side first, Side second, List<ParameterDistance> parameters, List<Shadow> shadows) {

  /**
   * What is to be said of each.
   *
   * @param trainedUntil event time up to which clips were trained
   * @param pace of the version's last step by modality; empty where that is not on its topic
   */
  public record Side(
      String version,
      long step,
      String trainedUntil,
      SortedMap<String, Double> metrics,
      SortedMap<String, Double> pace) {}

  /**
   * Both on the same clips.
   *
   * @param answered the version that consumers got
   * @param agreeing clips of which both named the same class first
   * @param unanswered clips that the shadow could not score
   * @param meanDifference of the probabilities
   */
  public record Shadow(
      String answered,
      String shadow,
      long clips,
      long agreeing,
      long unanswered,
      double meanDifference,
      double largestDifference) {}
}
