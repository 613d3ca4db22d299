package dev.tandem.learner.data;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One clip's features. A missing modality is an absent key.
 *
 * @param clipId names the clip in messages
 * @param inputs by modality, row-major in the modality's input shape; the arrays are not copied and
 *     must not change
 */
public record Example(String clipId, SortedMap<String, float[]> inputs) {

  public Example {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }
}
