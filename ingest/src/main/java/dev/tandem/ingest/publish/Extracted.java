package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.Signal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /** Each of {@code clips}, in their order. */
  static List<Extracted> of(List<CapturedClip> clips, FeedDescription feed) {
    List<Extracted> extracted =
        clips.stream()
            .map(
                clip ->
                    new Extracted(
                        clip.index(), new LinkedHashMap<>(), clip.label(), clip.captured()))
            .toList();
    for (Modality modality : feed.modalities()) {
      int[] having =
          IntStream.range(0, clips.size())
              .filter(i -> clips.get(i).signals().containsKey(modality.name()))
              .toArray();
      List<Signal> signals =
          Arrays.stream(having).mapToObj(i -> clips.get(i).signals().get(modality.name())).toList();
      List<FeatureTensor> tensors = modality.extractor().extractAll(signals);
      for (int i = 0; i < having.length; i++) {
        extracted.get(having[i]).features().put(modality.name(), tensors.get(i));
      }
    }
    return extracted;
  }
}
