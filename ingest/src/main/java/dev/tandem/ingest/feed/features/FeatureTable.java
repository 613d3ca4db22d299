package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.extract.TensorFormat;
import java.util.List;
import java.util.Optional;

/** The features of one modality, by clip. Used by one thread. */
interface FeatureTable extends AutoCloseable {

  /** For reports. */
  String fileName();

  TensorFormat format();

  /**
   * Of a clip, as its format stores them; empty where it has none that can be used. What is wrong
   * with them is told to the table's {@link Faults}.
   */
  Optional<byte[]> read(ClipLine clip);

  /**
   * Tells what does not fit the clips.
   *
   * @param clips that can be used
   * @param rows of {@code clips.csv}
   */
  void match(List<ClipLine> clips, int rows);

  @Override
  void close();
}
