package dev.tandem.app.answers;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A clip of a feed with the features that ingest extracts from it.
 *
 * @param index its ordinal in the feed, from 0
 * @param origin where it was cut, if from a file
 * @param clip its id is the file's or the feed's name and the index
 * @param missing modalities of the feed that it lacks
 */
public record CutClip(
    long index,
    Optional<Origin> origin,
    Clip clip,
    Optional<ClipLabel> label,
    List<String> missing) {
  public CutClip {
    missing = List.copyOf(missing);
  }

  static CutClip of(CapturedClip captured, List<Modality> modalities, String feed) {
    List<ClipPart> parts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Modality modality : modalities) {
      Optional.ofNullable(captured.signals().get(modality.name()))
          .map(signal -> part(modality, signal))
          .ifPresentOrElse(parts::add, () -> missing.add(modality.name()));
    }
    String name = captured.origin().map(Origin::item).orElse(feed);
    String id = String.format(Locale.ROOT, "%s-%08d", name, captured.index());
    Clip clip = new Clip(id, Instant.EPOCH, Instant.EPOCH, feed, missing.isEmpty(), parts);
    return new CutClip(captured.index(), captured.origin(), clip, captured.label(), missing);
  }

  private static ClipPart part(Modality modality, Signal signal) {
    FeatureTensor tensor = modality.extractor().extract(signal);
    return new ClipPart(
        modality.name(),
        tensor.format().extractor(),
        tensor.format().elementType(),
        tensor.format().scaling().scale(),
        tensor.format().scaling().offset(),
        tensor.format().shape(),
        tensor.payload());
  }

  /** Where it is, for people: {@code cat_01.mp4 3.0 s}, or {@code clip 3} of a feed. */
  public String place() {
    return origin
        .map(
            from ->
                String.format(
                    Locale.ROOT, "%s  %.1f s", from.item(), from.begin().toMillis() / 1000.0))
        .orElse("clip " + index);
  }
}
