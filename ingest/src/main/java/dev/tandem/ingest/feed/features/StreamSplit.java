package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedUri;
import java.util.List;
import java.util.Set;

/**
 * Whose clips there are.
 *
 * @param streams held out; empty for none
 * @param holdout true for their clips alone, false for all others
 */
record StreamSplit(Set<String> streams, boolean holdout) {

  /** Throws {@link FeedException} for a stream that no clip has, and where no clip is left. */
  static List<ClipLine> of(FeedUri uri, List<ClipLine> lines) {
    StreamSplit split =
        new StreamSplit(
            Set.copyOf(uri.get(FeaturesOptions.HOLDOUT)),
            uri.get(FeaturesOptions.SPLIT).equals(FeedOptions.HELD_OUT));
    List<String> known =
        lines.stream()
            .map(ClipLine::stream)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (!known.containsAll(split.streams) || (split.holdout && split.streams.isEmpty())) {
      throw new FeedException(
          "feed %s: holdout is '%s'; must be of the streams in %s, which are %s. Correct it."
              .formatted(
                  uri,
                  String.join(",", uri.get(FeaturesOptions.HOLDOUT)),
                  ClipSheet.NAME,
                  known.isEmpty() ? "none" : String.join(", ", known)));
    }
    List<ClipLine> chosen = lines.stream().filter(split::has).toList();
    if (chosen.isEmpty()) {
      throw new FeedException(
          "feed %s: no clip is left without those of %s. Remove some of them from holdout."
              .formatted(uri, String.join(", ", uri.get(FeaturesOptions.HOLDOUT))));
    }
    return chosen;
  }

  private boolean has(ClipLine clip) {
    return streams.contains(clip.stream()) == holdout;
  }
}
