package dev.tandem.ingest;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One clip of a feed.
 *
 * @param index its ordinal in the feed, from 0
 * @param signals by modality; a missing modality has no entry
 * @param label where the feed knows it
 */
public record CapturedClip(
    long index, SortedMap<String, Signal> signals, Optional<ClipLabel> label) {
  public CapturedClip {
    signals = Collections.unmodifiableSortedMap(new TreeMap<>(signals));
  }
}
