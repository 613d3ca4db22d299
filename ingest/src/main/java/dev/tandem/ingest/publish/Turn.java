package dev.tandem.ingest.publish;

import java.time.Duration;

/**
 * What a publisher is about to do.
 *
 * @param firstClip index of the run's first clip
 * @param clips published so far
 * @param records written so far, marks not counted
 * @param times of the run's clips
 */
public record Turn(long firstClip, long clips, long records, ClipTimes times) {

  /** Event time from the run's start to the end of the next clip. */
  Duration elapsed() {
    return Duration.between(times.begin(firstClip), times.end(firstClip + clips));
  }
}
