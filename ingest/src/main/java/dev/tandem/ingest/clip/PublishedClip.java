package dev.tandem.ingest.clip;

import dev.tandem.ingest.extract.FeatureTensor;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A clip as it is on the topics.
 *
 * @param begin event time
 * @param features by modality; a missing modality has no entry
 * @param label where the feed knows it, which may be before it is published
 */
public record PublishedClip(
    String id,
    String stream,
    Instant begin,
    Map<String, FeatureTensor> features,
    Optional<ClipLabel> label) {
  public PublishedClip {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }
}
