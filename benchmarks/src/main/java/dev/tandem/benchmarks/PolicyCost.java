package dev.tandem.benchmarks;

import com.google.gson.GsonBuilder;
import dev.tandem.learner.Learner;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a policy costs. All policies take turns in one process, a few steps at a time, and each turn
 * is compared with turns of others in the same round: what slows the machine down meets all.
 */
public final class PolicyCost {

  private static final int WARMING = 10;
  private static final int ROUNDS = 80;
  private static final int STEPS = 10;

  /** What a policy optimises besides what it adds; of all others that is {@code multi-loss}. */
  private static final Map<String, String> BASELINES = Map.of("ogm", "joint", "ogm-ge", "joint");

  private static final String USUAL = "multi-loss";

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

  private static Map<String, Object> measure(String network) {
    List<LabelledExample> batch = BenchmarkNetworks.batch(network);
    Map<String, Learner> learners = new TreeMap<>();
    for (String policy : Policies.names()) {
      learners.put(policy, Learner.create(BenchmarkNetworks.settings(network, policy, "cpu")));
    }
    List<Map<String, Double>> rounds = new ArrayList<>();
    for (int round = 0; round < WARMING + ROUNDS; round++) {
      Map<String, Double> turns = new TreeMap<>();
      learners.forEach((policy, learner) -> turns.put(policy, nanos(learner, batch)));
      if (round >= WARMING) {
        rounds.add(turns);
      }
    }
    learners.values().forEach(Learner::close);
    Map<String, Object> costs = new TreeMap<>();
    for (String policy : Policies.names()) {
      String baseline = BASELINES.getOrDefault(policy, USUAL);
      Map<String, Object> cost = new TreeMap<>();
      cost.put("passesPerStep", Policies.named(policy).passes().applyAsDouble(2));
      cost.put("overMultiLoss", quartiles(policy, USUAL, rounds));
      cost.put("baseline", baseline);
      cost.put("overBaseline", quartiles(policy, baseline, rounds));
      costs.put(policy, cost);
      System.err.printf("%s: %s %s%n", network, policy, cost);
    }
    return costs;
  }

  private static double nanos(Learner learner, List<LabelledExample> batch) {
    long start = System.nanoTime();
    for (int step = 0; step < STEPS; step++) {
      learner.train(batch);
    }
    return System.nanoTime() - start;
  }

  /** Of the turns of a policy over those of another in the same round. */
  private static Map<String, Double> quartiles(
      String policy, String over, List<Map<String, Double>> rounds) {
    List<Double> sorted =
        rounds.stream().map(turns -> turns.get(policy) / turns.get(over)).sorted().toList();
    return new TreeMap<>(
        Map.of(
            "lower", sorted.get(sorted.size() / 4),
            "median", sorted.get(sorted.size() / 2),
            "upper", sorted.get(3 * sorted.size() / 4)));
  }
}
