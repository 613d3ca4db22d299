package dev.tandem.learner.readout;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes one answer of what sets of weights say. With a hedge, {@code fused} is the mixture of all
 * experts of all sets, and a modality the mixture of its own experts; without, the last set answers
 * alone.
 */
public final class Readout {

  private final Architecture architecture;
  private final List<String> modalities;
  private final Optional<Hedge> hedge;

  private Readout(Architecture architecture, Optional<Hedge> hedge) {
    this.architecture = architecture;
    this.modalities = architecture.modalityNames();
    this.hedge = hedge;
  }

  /** The last set's heads. */
  public static Readout fused(Architecture architecture) {
    return new Readout(architecture, Optional.empty());
  }

  /** A mixture that goes on from the experts' losses. */
  public static Readout hedged(Architecture architecture, float[] losses) {
    return new Readout(architecture, Optional.of(new Hedge(architecture.kind(), losses.clone())));
  }

  /** Number of losses that a hedge over this many sets of weights has. */
  public static int experts(Architecture architecture, int sets) {
    return sets * Experts.count(architecture.modalities().size());
  }

  /** Losses of the experts; none without a hedge. */
  public Optional<float[]> losses() {
    return hedge.map(Hedge::losses);
  }

  /** Whether it learns from labelled clips. */
  public boolean learns() {
    return hedge.isPresent();
  }

  /** Takes in what the sets said of labelled clips, one row after the other. */
  public void learn(List<Map<String, HeadOutput>> sets, Labels labels, int rows) {
    for (int row = 0; row < rows; row++) {
      List<Experts> experts = experts(sets, row);
      for (int set = 0; set < sets.size(); set++) {
        learn(set, experts.get(set), labels, row);
      }
    }
  }

  private void learn(int set, Experts experts, Labels labels, int row) {
    int count = Experts.count(modalities.size());
    for (int e = 0; e < count; e++) {
      if (experts.answer(e) != null) {
        hedge.orElseThrow().learn(set * count + e, experts.answer(e), labels, row);
      }
    }
  }

  /**
   * The answer for one row of a batch. A fusion may not answer it, as it lacks a modality: {@code
   * fused} is the mixture of all others then, and absent without a hedge.
   */
  public HeadOutputs answer(List<Map<String, HeadOutput>> sets, int row) {
    List<Experts> experts = experts(sets, row);
    Map<String, float[]> answer = new LinkedHashMap<>();
    if (hedge.isPresent() || experts.get(experts.size() - 1).answer(0) != null) {
      answer.put(Heads.FUSED, floats(fused(experts)));
    }
    for (int m = 0; m < modalities.size(); m++) {
      if (experts.get(0).answer(m + 1) != null) {
        answer.put(modalities.get(m), floats(mixture(experts, m + 1, m + 2)));
      }
    }
    return new HeadOutputs(answer);
  }

  private double[] fused(List<Experts> experts) {
    return hedge.isPresent()
        ? mixture(experts, 0, Experts.count(modalities.size()))
        : mixture(experts, 0, 1);
  }

  /** Mixture of the experts {@code from} to before {@code to} of every set. */
  private double[] mixture(List<Experts> experts, int from, int to) {
    if (hedge.isEmpty()) {
      return experts.get(experts.size() - 1).answer(from);
    }
    int count = Experts.count(modalities.size());
    int[] present = present(experts, from, to);
    double best = Double.MAX_VALUE;
    for (int e : present) {
      best = Math.min(best, hedge.get().loss(e));
    }
    double[] mixture = new double[experts.get(0).size()];
    double weights = 0;
    for (int e : present) {
      double weight = hedge.get().weight(e, best);
      weights += weight;
      add(weight, experts.get(e / count).answer(e % count), mixture);
    }
    return divided(mixture, weights);
  }

  /** Numbers of the experts that answer, over all sets. */
  private int[] present(List<Experts> experts, int from, int to) {
    int count = Experts.count(modalities.size());
    return IntStream.range(0, experts.size() * count)
        .filter(e -> e % count >= from && e % count < to)
        .filter(e -> experts.get(e / count).answer(e % count) != null)
        .toArray();
  }

  private List<Experts> experts(List<Map<String, HeadOutput>> sets, int row) {
    List<Experts> experts = new ArrayList<>(sets.size());
    for (Map<String, HeadOutput> outputs : sets) {
      experts.add(Experts.of(architecture, outputs, row));
    }
    return experts;
  }

  private static void add(double weight, double[] answer, double[] sum) {
    for (int c = 0; c < sum.length; c++) {
      sum[c] += weight * answer[c];
    }
  }

  private static double[] divided(double[] sum, double by) {
    for (int c = 0; c < sum.length; c++) {
      sum[c] /= by;
    }
    return sum;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int c = 0; c < values.length; c++) {
      floats[c] = (float) values[c];
    }
    return floats;
  }
}
