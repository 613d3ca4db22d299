package dev.tandem.ingest.feed.media;

import java.time.Duration;

/**
 * How long live sources are waited for.
 *
 * @param stall without anything, after which a source is closed and opened again
 * @param lateness after the end of a second, after which it is given without what is not there
 */
public record LiveTiming(Duration stall, Duration lateness) {}
