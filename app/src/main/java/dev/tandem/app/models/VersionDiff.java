package dev.tandem.app.models;

import dev.tandem.serving.delivery.CandidateVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two versions beside each other. */
public final class VersionDiff {
  private static final String NONE = "-";

  private final CandidateVersion first;
  private final CandidateVersion second;

  public VersionDiff(CandidateVersion first, CandidateVersion second) {
    this.first = first;
    this.second = second;
  }

  /** Metrics, paces and what else the manifests say. */
  public List<String> figures(TrainedPaces paces) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", first.key().toString(), second.key().toString(), "difference"));
    long steps = first.manifest().getStep();
    long otherSteps = second.manifest().getStep();
    rows.add(
        List.of(
            "step",
            "%,d".formatted(steps),
            "%,d".formatted(otherSteps),
            "%+,d".formatted(otherSteps - steps)));
    rows.add(
        List.of(
            "trained until",
            first.manifest().getTrainedUntil().toString(),
            second.manifest().getTrainedUntil().toString(),
            ""));
    rows.addAll(
        rows(
            "",
            ListedVersion.metrics(first.manifest().getMetrics()),
            ListedVersion.metrics(second.manifest().getMetrics())));
    rows.addAll(
        rows(
            "pace ",
            paces.of(first.key()).orElseGet(TreeMap::new),
            paces.of(second.key()).orElseGet(TreeMap::new)));
    return TextTable.lines(rows);
  }

  private static List<List<String>> rows(
      String prefix, Map<String, Double> first, Map<String, Double> second) {
    SortedSet<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      Double a = first.get(name);
      Double b = second.get(name);
      rows.add(
          List.of(
              prefix + name,
              a == null ? NONE : "%.4f".formatted(a),
              b == null ? NONE : "%.4f".formatted(b),
              a == null || b == null ? NONE : "%+.4f".formatted(b - a)));
    }
    return rows;
  }

  /** How far the parameters are from each other. */
  public List<String> parameters(Payloads payloads) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("PARAMETERS", "COUNT", "DISTANCE", "RELATIVE", "COSINE"));
    for (ParameterDistance one : distances(payloads)) {
      rows.add(
          List.of(
              one.group(),
              "%,d".formatted(one.parameters()),
              "%.4g".formatted(one.distance()),
              "%.4g".formatted(one.relative()),
              "%.6f".formatted(one.cosine())));
    }
    return TextTable.lines(rows);
  }

  private List<ParameterDistance> distances(Payloads payloads) {
    return ParameterDistance.between(payloads.tensors(first), payloads.tensors(second));
  }

  /** The same, with what came of scoring with one in the other's shadow, as values. */
  public VersionComparison comparison(
      TrainedPaces paces, Payloads payloads, ShadowFigures shadows) {
    return new VersionComparison(
        side(first, paces), side(second, paces), distances(payloads), shadows.sums());
  }

  private static VersionComparison.Side side(CandidateVersion version, TrainedPaces paces) {
    return new VersionComparison.Side(
        version.key().toString(),
        version.manifest().getStep(),
        version.manifest().getTrainedUntil().toString(),
        ListedVersion.metrics(version.manifest().getMetrics()),
        paces.of(version.key()).orElseGet(TreeMap::new));
  }
}
