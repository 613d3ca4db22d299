package dev.tandem.benchmarks;

import com.google.gson.GsonBuilder;
import dev.tandem.learner.Learner;
import dev.tandem.learner.data.LabelledExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a policy adds to a step. All policies take turns in one process, a few steps at a time, and
 * each turn is compared with the turn of its baseline in the same round: what slows the machine
 * down meets both.
 */
public final class PolicyCost {

  private static final int WARMING = 10;
  private static final int ROUNDS = 80;
  private static final int STEPS = 10;

  /** Policies and what they optimise otherwise. */
  private static final Map<String, String> BASELINES =
      new TreeMap<>(
          Map.of(
              "mlb", "multi-loss", "agreement", "multi-loss", "ogm", "joint", "ogm-ge", "joint"));

  private PolicyCost() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: benchmarks/run policies REPORT");
      System.exit(2);
    }
    Map<String, Object> report = new TreeMap<>();
    for (String network : List.of("mlp", "cnn")) {
      report.put(network, measure(network));
    }
    Files.writeString(
        Path.of(args[0]), new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
  }

  /** By policy, quartiles of its turns over those of its baseline. */
  private static Map<String, Map<String, Double>> measure(String network) {
    List<LabelledExample> batch = BenchmarkNetworks.batch(network);
    Map<String, Learner> learners = new TreeMap<>();
    for (String policy : List.of("agreement", "joint", "mlb", "multi-loss", "ogm", "ogm-ge")) {
      learners.put(policy, Learner.create(BenchmarkNetworks.settings(network, policy, "cpu")));
    }
    Map<String, List<Double>> ratios = new TreeMap<>();
    for (int round = 0; round < WARMING + ROUNDS; round++) {
      Map<String, Double> turns = new TreeMap<>();
      learners.forEach((policy, learner) -> turns.put(policy, nanos(learner, batch)));
      if (round >= WARMING) {
        BASELINES.forEach(
            (policy, baseline) ->
                ratios
                    .computeIfAbsent(policy, p -> new ArrayList<>())
                    .add(turns.get(policy) / turns.get(baseline)));
      }
    }
    learners.values().forEach(Learner::close);
    Map<String, Map<String, Double>> quartiles = new TreeMap<>();
    ratios.forEach((policy, values) -> quartiles.put(policy, quartiles(network, policy, values)));
    return quartiles;
  }

  private static double nanos(Learner learner, List<LabelledExample> batch) {
    long start = System.nanoTime();
    for (int step = 0; step < STEPS; step++) {
      learner.train(batch);
    }
    return System.nanoTime() - start;
  }

  private static Map<String, Double> quartiles(String network, String policy, List<Double> ratios) {
    List<Double> sorted = ratios.stream().sorted().toList();
    Map<String, Double> quartiles =
        new TreeMap<>(
            Map.of(
                "lower", sorted.get(sorted.size() / 4),
                "median", sorted.get(sorted.size() / 2),
                "upper", sorted.get(3 * sorted.size() / 4)));
    System.err.printf("%s: %s over %s %s%n", network, policy, BASELINES.get(policy), quartiles);
    return quartiles;
  }
}
