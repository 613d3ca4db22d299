package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.Feed.Skipped;
import java.time.Instant;
import java.util.List;

/**
 * What a run wrote.
 *
 * @param clips with at least one modality
 * @param labels may be fewer than clips: not every clip has one, and a run that is stopped keeps
 *     back the labels that were not known yet
 * @param start event time of the first clip's begin
 * @param endTime the latest record time, which the end marks bear too
 * @param dropped clips that were captured and not written, as Kafka was slow or they came too late
 * @param stopped true if it ended before the feed did and before its limit
 * @param skipped items of the feed that gave no clip
 */
public record PublishedReport(
    String stream,
    long clips,
    long labels,
    Instant start,
    Instant endTime,
    long dropped,
    boolean stopped,
    List<Skipped> skipped) {
  public PublishedReport {
    skipped = List.copyOf(skipped);
  }
}
