package dev.tandem.learner.policy;

import dev.tandem.learner.network.Rows;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective.Root;
import dev.tandem.learner.spec.Heads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What each modality contributes to the fused answer: its Shapley value over forward passes in
 * which some modalities are zeros.
 *
 * @param present the modalities that the batch has, in order
 * @param shapley over these
 * @param forwards by coalition, a pass with zeros for all others
 */
record Contributions(List<String> present, Shapley shapley, Map<Integer, Forward> forwards) {

  static Contributions of(Pass pass, List<String> present) {
    Shapley shapley = new Shapley(present.size());
    Map<Integer, Forward> forwards = new LinkedHashMap<>();
    for (int coalition : shapley.coalitions()) {
      Map<String, Presence> presence = new LinkedHashMap<>();
      for (int m = 0; m < present.size(); m++) {
        presence.put(present.get(m), Shapley.has(coalition, m) ? Presence.PRESENT : Presence.ZEROS);
      }
      forwards.put(coalition, coalition == shapley.all() ? pass.forward() : pass.fused(presence));
    }
    return new Contributions(present, shapley, forwards);
  }

  private HeadOutput fused(int coalition) {
    return forwards.get(coalition).losses().get(Heads.FUSED).output();
  }

  /** Rows of the batch that have all of the modalities, and a fused answer. */
  int[] pairedRows() {
    Forward whole = forwards.get(shapley.all());
    List<Rows> rows = new ArrayList<>();
    rows.add(fused(shapley.all()).rows());
    present.forEach(modality -> rows.add(whole.losses().get(modality).output().rows()));
    return IntStream.range(0, rows.get(0).batch())
        .filter(row -> rows.stream().allMatch(those -> those.find(row) >= 0))
        .toArray();
  }

  /**
   * By modality, the mean of −log softmax(φ)[label] over some rows.
   *
   * @param most of one row's
   */
  double[] meanLosses(int[] rows, Labels labels, double most) {
    double[] means = new double[present.size()];
    Rows answered = fused(shapley.all()).rows();
    for (int m = 0; m < means.length; m++) {
      for (int row : rows) {
        double[] contribution = contribution(m, answered.find(row));
        means[m] += Math.min(-logSoftmax(contribution, labels.classOf(row)), most) / rows.length;
      }
    }
    return means;
  }

  /** φ of a modality at a position among the rows that are answered. */
  double[] contribution(int m, int position) {
    double[] sum = new double[fused(shapley.all()).classes()];
    for (int coalition : shapley.coalitions()) {
      double weight = shapley.weight(m, coalition);
      HeadOutput output = fused(coalition);
      for (int c = 0; c < sum.length; c++) {
        sum[c] += weight * output.value(position, c);
      }
    }
    return sum;
  }

  private static double logSoftmax(double[] logits, int label) {
    double max = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(logit -> StrictMath.exp(logit - max)).sum();
    return logits[label] - max - StrictMath.log(sum);
  }

  /**
   * Where the backward pass begins, if what arrives at each contribution is multiplied.
   *
   * @param whole what the answer of all loses
   * @param factors by modality
   */
  List<Root> roots(HeadLoss whole, double[] factors) {
    List<Root> roots = new ArrayList<>();
    for (int coalition : shapley.coalitions()) {
      double factor = 0;
      for (int m = 0; m < factors.length; m++) {
        factor += factors[m] * shapley.weight(m, coalition);
      }
      roots.add(forwards.get(coalition).root(Heads.FUSED, Forward.times(factor, whole.gradient())));
    }
    return roots;
  }
}
