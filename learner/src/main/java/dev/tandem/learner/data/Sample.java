package dev.tandem.learner.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A clip at one of the times that it is learned from.
 *
 * @param clip as it came, or as it was kept
 * @param ordinal its place among all clips that its model has been trained on, from 0
 * @param replay 0 when it is new; k when it is replayed for the k-th time
 */
public record Sample(LabelledExample clip, long ordinal, int replay) {

  /** New clips, of which the first has that ordinal. */
  public static List<Sample> ofNew(List<LabelledExample> batch, long first) {
    return IntStream.range(0, batch.size())
        .mapToObj(i -> new Sample(batch.get(i), first + i, 0))
        .toList();
  }
}
