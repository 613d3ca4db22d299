package dev.tandem.learner.objective;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the unimodal heads said on paired rows, those that have every modality. Scores compare
 * modalities, so they must be of the same rows; of fewer than a score needs there are none.
 */
public final class PairedScores {

  private final double[] sums;
  private final int rows;

  /**
   * Sums over a batch.
   *
   * @param modalities all of them, in order
   * @param losses of the heads that the batch has, by head
   * @param batch size of the batch
   */
  public PairedScores(List<String> modalities, Map<String, HeadLoss> losses, int batch) {
    int[] paired = paired(modalities, losses, batch);
    rows = paired.length;
    sums =
        modalities.stream()
            .mapToDouble(m -> paired.length == 0 ? 0 : losses.get(m).scoreSum(paired))
            .toArray();
  }

  private static int[] paired(List<String> modalities, Map<String, HeadLoss> losses, int batch) {
    if (!losses.keySet().containsAll(modalities)) {
      return new int[0];
    }
    List<HeadLoss> heads = modalities.stream().map(losses::get).toList();
    int[] paired =
        IntStream.range(0, batch)
            .filter(row -> heads.stream().allMatch(head -> head.has(row)))
            .toArray();
    boolean enough = heads.stream().allMatch(head -> paired.length >= head.fewestScored());
    return enough ? paired : new int[0];
  }

  /** By modality, the sum of its scores over the paired rows. */
  public double[] sums() {
    return sums.clone();
  }

  /** Number of paired rows. */
  public int rows() {
    return rows;
  }
}
