package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is heard and what is seen. With a held-out speaker, the last tenth of each digit's images is
 * held out too; without one, everything is used.
 *
 * @param speaker held out; empty for none
 * @param holdout true to hear that speaker alone, false to leave that speaker out
 */
record Split(String speaker, boolean holdout) {
  static final Option<String> HOLDOUT =
      Option.ofText(
          "holdout",
          "",
          "must be the name of a speaker",
          name -> true,
          "Speaker who is left out of split=train, and the only one of split=holdout.");

  private static final int TENTH = 10;

  /** Throws {@link FeedException} for a speaker that no recording has. */
  static Split of(FeedUri uri, List<Recording> recordings) {
    Split split =
        new Split(uri.get(HOLDOUT), uri.get(FeedOptions.SPLIT).equals(FeedOptions.HELD_OUT));
    SortedSet<String> speakers = new TreeSet<>();
    recordings.forEach(recording -> speakers.add(recording.speaker()));
    boolean known = speakers.contains(split.speaker);
    if (!known && (split.holdout || !split.speaker.isEmpty())) {
      throw new FeedException(
          "feed %s: holdout is '%s'; must be one of %s. Correct it."
              .formatted(uri, split.speaker, String.join(", ", speakers)));
    }
    if (speakers.size() == 1 && known && !split.holdout) {
      throw new FeedException(
          "feed %s: nobody is left to hear without %s. Remove holdout, or add recordings."
              .formatted(uri, split.speaker));
    }
    return split;
  }

  List<Recording> of(List<Recording> recordings) {
    return recordings.stream().filter(r -> r.speaker().equals(speaker) == holdout).toList();
  }

  Pairing.Images of(Handwriting handwriting) {
    return new Pairing.Images() {
      @Override
      public int first(int digit) {
        return holdout ? handwriting.count(digit) - reserved(digit) : 0;
      }

      @Override
      public int count(int digit) {
        return holdout ? reserved(digit) : handwriting.count(digit) - reserved(digit);
      }

      private int reserved(int digit) {
        return speaker.isEmpty() ? 0 : handwriting.count(digit) / TENTH;
      }
    };
  }
}
