package dev.tandem.ingest;

import java.time.Duration;
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
 * @param origin where it was cut, if from a file
 */
public record CapturedClip(
    long index,
    SortedMap<String, Signal> signals,
    Optional<ClipLabel> label,
    Optional<Origin> origin) {
  public CapturedClip {
    signals = Collections.unmodifiableSortedMap(new TreeMap<>(signals));
  }

  /** One that was not cut from a file. */
  public CapturedClip(long index, SortedMap<String, Signal> signals, Optional<ClipLabel> label) {
    this(index, signals, label, Optional.empty());
  }

  /**
   * A place in a file.
   *
   * @param item the file's name
   * @param begin of the clip, from the file's begin
   */
  public record Origin(String item, Duration begin) {}
}
