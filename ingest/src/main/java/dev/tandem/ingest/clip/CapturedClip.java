package dev.tandem.ingest.clip;

import dev.tandem.ingest.extract.Signal;
import java.time.Duration;
import java.time.Instant;
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
 * @param captured when it began by the clock of its capture; empty where the run places it in time
 */
public record CapturedClip(
    long index,
    SortedMap<String, Signal> signals,
    Optional<ClipLabel> label,
    Optional<Origin> origin,
    Optional<Instant> captured) {
  public CapturedClip {
    signals = Collections.unmodifiableSortedMap(new TreeMap<>(signals));
  }

  /** One that was not cut from a file, at a time that the run says. */
  public CapturedClip(long index, SortedMap<String, Signal> signals, Optional<ClipLabel> label) {
    this(index, signals, label, Optional.empty(), Optional.empty());
  }

  /** One that was cut from a file, at a time that the run says. */
  public static CapturedClip of(
      long index, SortedMap<String, Signal> signals, Optional<ClipLabel> label, Origin origin) {
    return new CapturedClip(index, signals, label, Optional.of(origin), Optional.empty());
  }

  /** A live one. */
  public static CapturedClip live(long index, SortedMap<String, Signal> signals, Instant captured) {
    return new CapturedClip(
        index, signals, Optional.empty(), Optional.empty(), Optional.of(captured));
  }

  /**
   * A place in a file.
   *
   * @param item the file's name
   * @param begin of the clip, from the file's begin
   */
  public record Origin(String item, Duration begin) {}
}
