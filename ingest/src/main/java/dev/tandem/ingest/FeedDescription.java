package dev.tandem.ingest;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a feed delivers.
 *
 * @param modalities in the feed's order, with their extractors
 * @param classNames every label that may occur, in a fixed order
 * @param hop from the start of one clip to the start of the next
 * @param length of one clip
 * @param clips how many there are; empty where the feed is endless, or where only reading it tells
 * @param distinct how many clips pass before recordings are used again; empty where none ever is
 */
public record FeedDescription(
    List<Modality> modalities,
    List<String> classNames,
    Duration hop,
    Duration length,
    OptionalLong clips,
    OptionalLong distinct) {
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  public FeedDescription {
    modalities = List.copyOf(modalities);
    classNames = List.copyOf(classNames);
  }

  /** An endless feed of one-second clips without pauses. */
  public static FeedDescription endless(List<Modality> modalities, List<String> classNames) {
    return new FeedDescription(
        modalities, classNames, ONE_SECOND, ONE_SECOND, OptionalLong.empty(), OptionalLong.empty());
  }

  public FeedDescription withClips(long clips) {
    return new FeedDescription(
        modalities, classNames, hop, length, OptionalLong.of(clips), distinct);
  }

  public FeedDescription withDistinct(long distinct) {
    return new FeedDescription(
        modalities, classNames, hop, length, clips, OptionalLong.of(distinct));
  }

  public List<String> modalityNames() {
    return modalities.stream().map(Modality::name).toList();
  }
}
