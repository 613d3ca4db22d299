package dev.tandem.ingest.feed.posted;

import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.media.MediaException;
import dev.tandem.ingest.feed.media.MediaFile;
import dev.tandem.ingest.feed.media.MediaTracks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/**
 * Recordings as clips, one each: its first second, cut as {@code file:} cuts it.
 *
 * @param frames of a clip
 */
public record PostedMedia(int frames) {

  /** Whether {@code file} is of a kind that browsers record, by its first bytes. */
  public static boolean isContainer(Path file) throws IOException {
    return Container.isKnown(file);
  }

  /**
   * What is heard and seen in the recording in {@code file}, by modality; empty where that is
   * nothing.
   *
   * @param stopping makes it end soon, once it is true
   * @throws MediaException where it cannot be read, saying why
   */
  public Optional<SortedMap<String, Signal>> cut(Path file, BooleanSupplier stopping)
      throws MediaException {
    try (MediaFile media =
        MediaFile.open(file, MediaTracks.audioVideo(MediaTracks.Frames.gray(frames)), stopping)) {
      return media.next().map(MediaFile.Second::signals);
    }
  }
}
