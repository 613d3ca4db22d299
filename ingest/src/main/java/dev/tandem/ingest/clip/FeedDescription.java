package dev.tandem.ingest.clip;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a feed delivers.
 *
 * @param modalities in the feed's order, with their extractors
 * @param classNames every class that may occur, in a fixed order; none where there are targets
 * @param targetNames of continuous targets, in a fixed order; none where there are classes
 * @param placement of its clips in time, where they do not say themselves when they were captured
 * @param length of one clip
 * @param clips how many there are; empty where the feed is endless, or where only reading it tells
 * @param distinct how many clips pass before recordings are used again; empty where none ever is
 */
public record FeedDescription(
    List<Modality> modalities,
    List<String> classNames,
    List<String> targetNames,
    Placement placement,
    Duration length,
    OptionalLong clips,
    OptionalLong distinct)
    implements AutoCloseable {
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  public FeedDescription {
    modalities = List.copyOf(modalities);
    classNames = List.copyOf(classNames);
    targetNames = List.copyOf(targetNames);
  }

  /** An endless feed of one-second clips without pauses. */
  public static FeedDescription endless(List<Modality> modalities, List<String> classNames) {
    return new FeedDescription(
        modalities,
        classNames,
        List.of(),
        Placement.every(ONE_SECOND),
        ONE_SECOND,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** The same with continuous targets instead of classes. */
  public FeedDescription withTargets(List<String> names) {
    return new FeedDescription(modalities, List.of(), names, placement, length, clips, distinct);
  }

  public FeedDescription withClips(long clips) {
    return new FeedDescription(
        modalities, classNames, targetNames, placement, length, OptionalLong.of(clips), distinct);
  }

  public FeedDescription withDistinct(long distinct) {
    return new FeedDescription(
        modalities, classNames, targetNames, placement, length, clips, OptionalLong.of(distinct));
  }

  /** The same, with clips that lie otherwise in time. */
  public FeedDescription withPlacement(Placement other) {
    return new FeedDescription(modalities, classNames, targetNames, other, length, clips, distinct);
  }

  /** Of so many clips at once, features are extracted the quickest. */
  public int batch() {
    return modalities.stream().mapToInt(modality -> modality.extractor().batch()).max().orElse(1);
  }

  /** Whether its clips say themselves what they are. */
  public boolean isLabelled() {
    return !classNames.isEmpty() || !targetNames.isEmpty();
  }

  /** Closes the extractors; what they make is still told. */
  @Override
  public void close() {
    modalities.forEach(modality -> modality.extractor().close());
  }

  public List<String> modalityNames() {
    return modalities.stream().map(Modality::name).toList();
  }
}
