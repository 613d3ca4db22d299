package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.extract.FeatureTensor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A clip that is ready to be written.
 *
 * @param index its ordinal in the feed
 * @param features by modality, in the feed's order; a missing modality has no entry
 * @param captured when it began; empty where the run says
 */
record Extracted(
    long index,
    Map<String, FeatureTensor> features,
    Optional<ClipLabel> label,
    Optional<Instant> captured) {

  static Extracted of(CapturedClip clip, FeedDescription feed) {
    Map<String, FeatureTensor> features = new LinkedHashMap<>();
    feed.modalities()
        .forEach(
            modality ->
                Optional.ofNullable(clip.signals().get(modality.name()))
                    .map(modality.extractor()::extract)
                    .ifPresent(tensor -> features.put(modality.name(), tensor)));
    return new Extracted(clip.index(), features, clip.label(), clip.captured());
  }
}
