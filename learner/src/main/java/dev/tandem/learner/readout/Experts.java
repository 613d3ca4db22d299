package dev.tandem.learner.readout;

import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The answers that one set of weights has for one clip: fused, which is the fusion's or the mean of
 * the modalities', as the architecture says; each modality in order, and their product. A head that
 * the clip has no modality for, or that does not answer it, is null.
 */
final class Experts {

  private final double[][] answers;

  private Experts(double[][] answers) {
    this.answers = answers;
  }

  /** Number of experts that a set of weights has. */
  static int count(int modalities) {
    return modalities + 2;
  }

  /**
   * The answers for a row of a batch.
   *
   * @param outputs head to its outputs on the batch
   */
  static Experts of(Architecture architecture, Map<String, HeadOutput> outputs, int row) {
    Task task = architecture.kind();
    List<String> modalities = architecture.modalityNames();
    double[][] answers = new double[count(modalities.size())][];
    List<double[]> present = new ArrayList<>();
    for (int m = 0; m < modalities.size(); m++) {
      answers[m + 1] = answer(task, outputs.get(modalities.get(m)), row);
      if (answers[m + 1] != null) {
        present.add(answers[m + 1]);
      }
    }
    answers[0] =
        architecture.answer().equals(Architecture.MEAN)
            ? mean(present)
            : answer(task, outputs.get(Heads.FUSED), row);
    answers[answers.length - 1] = task == Task.CLASSIFICATION ? product(present) : mean(present);
    return new Experts(answers);
  }

  /** Number of outputs. */
  int size() {
    return answers[answers.length - 1].length;
  }

  /** By expert; null for one that has no answer. */
  double[] answer(int expert) {
    return answers[expert];
  }

  private static double[] answer(Task task, HeadOutput output, int row) {
    int position = output == null ? -1 : output.rows().find(row);
    if (position < 0) {
      return null;
    }
    return task == Task.CLASSIFICATION ? output.probabilities(position) : output.values(position);
  }

  /** Π p, normalised; taken as logarithms against the largest, so that it cannot vanish. */
  private static double[] product(List<double[]> factors) {
    double[] logs = new double[factors.get(0).length];
    for (double[] factor : factors) {
      for (int c = 0; c < logs.length; c++) {
        logs[c] += StrictMath.log(Math.max(factor[c], Double.MIN_NORMAL));
      }
    }
    double max = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < logs.length; c++) {
      logs[c] = StrictMath.exp(logs[c] - max);
      sum += logs[c];
    }
    for (int c = 0; c < logs.length; c++) {
      logs[c] /= sum;
    }
    return logs;
  }

  /** Of values, also where the normalised product of unit Gaussians around them is. */
  private static double[] mean(List<double[]> answers) {
    double[] mean = new double[answers.get(0).length];
    for (double[] answer : answers) {
      for (int t = 0; t < mean.length; t++) {
        mean[t] += answer[t] / answers.size();
      }
    }
    return mean;
  }
}
