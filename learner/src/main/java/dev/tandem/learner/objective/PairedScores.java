package dev.tandem.learner.objective;

import java.util.List;
import java.util.Map;

/**
 * What the unimodal heads said on paired rows, those that have every modality. Scores compare
 * modalities, so they must be of the same rows.
 */
public final class PairedScores {

  private final double[] probabilitySums;
  private int rows;

  /**
   * Sums over a batch.
   *
   * @param modalities all of them, in order
   * @param losses of the heads that the batch has, by head
   * @param batch size of the batch
   */
  public PairedScores(List<String> modalities, Map<String, HeadLoss> losses, int batch) {
    probabilitySums = new double[modalities.size()];
    if (losses.keySet().containsAll(modalities)) {
      List<HeadLoss> heads = modalities.stream().map(losses::get).toList();
      for (int row = 0; row < batch; row++) {
        add(row, heads);
      }
    }
  }

  private void add(int row, List<HeadLoss> heads) {
    if (heads.stream().allMatch(head -> head.has(row))) {
      rows++;
      for (int m = 0; m < probabilitySums.length; m++) {
        probabilitySums[m] += heads.get(m).labelProbability(row);
      }
    }
  }

  /** By modality, Σ softmax(h_m(z_m))[y] over the paired rows. */
  public double[] probabilitySums() {
    return probabilitySums.clone();
  }

  /** Number of paired rows. */
  public int rows() {
    return rows;
  }
}
