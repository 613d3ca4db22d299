package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Signal;
import java.time.Instant;
import java.util.SortedMap;

/**
 * A second of a live source.
 *
 * @param begin when it was captured, a whole second
 * @param signals of the modalities that were there all the time
 */
public record LiveSecond(Instant begin, SortedMap<String, Signal> signals) {}
