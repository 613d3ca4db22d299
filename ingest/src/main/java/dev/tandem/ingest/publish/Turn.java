package dev.tandem.ingest.publish;

import java.time.Duration;

/**
 * What a publisher is about to do.
 *
 * @param clips published so far
 * @param records written so far, marks not counted
 * @param elapsed event time from the run's start to the end of the next clip
 */
public record Turn(long clips, long records, Duration elapsed) {}
