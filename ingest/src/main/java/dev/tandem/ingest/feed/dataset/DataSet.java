package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.config.Option;
import java.nio.file.Path;
import java.util.List;

/** A published data set: where its media and labels are, and how those who published it read it. */
interface DataSet {

  /** The part of a feed before its colon. */
  String word();

  /** What it is, for help texts. */
  String sentence();

  /** Frames of a clip and both extractors, with the defaults of the papers. */
  Features features();

  /** Which of its clips there are, beside what all data sets have. */
  List<Option<?>> options();

  /**
   * What {@code directory} holds of the split that {@code uri} says; media are not looked at.
   * Throws {@link dev.tandem.ingest.clip.FeedException} where the lists or folders that it needs
   * are missing, saying which.
   */
  Catalogue read(Path directory, FeedUri uri);

  /**
   * How clips become features.
   *
   * @param frames of a clip
   * @param audio extractor of its sound
   * @param video extractor of its frames
   */
  record Features(Option<Integer> frames, Option<String> audio, Option<String> video) {
    List<Option<?>> options() {
      return List.of(frames, audio, video);
    }
  }
}
