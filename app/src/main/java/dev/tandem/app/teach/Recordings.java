package dev.tandem.app.teach;

import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.media.MediaException;
import dev.tandem.ingest.feed.posted.PostedMedia;
import dev.tandem.monitoring.http.Teacher.BusyException;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;

/** Reads recordings, one at a time; a few may wait. */
final class Recordings {
  /** That are read or wait to be. */
  static final int MOST = 4;

  private final PostedMedia media;
  private final Semaphore places = new Semaphore(MOST);
  private final Object reading = new Object();

  Recordings(PostedMedia media) {
    this.media = media;
  }

  /**
   * What is heard and seen in it, by modality.
   *
   * @throws UsageException where nothing is, saying why
   * @throws BusyException where too many wait
   */
  SortedMap<String, Signal> read(byte[] recording) {
    if (!places.tryAcquire()) {
      throw new BusyException(
          "%d recordings are being read already; try again in a moment".formatted(MOST));
    }
    try {
      synchronized (reading) {
        return cut(recording);
      }
    } finally {
      places.release();
    }
  }

  private static void requireContainer(Path file) throws IOException {
    if (!PostedMedia.isContainer(file)) {
      throw new UsageException(
          "the recording cannot be used: it is neither WebM, MP4 nor Ogg, as browsers record");
    }
  }

  private SortedMap<String, Signal> cut(byte[] recording) {
    try {
      Path file = Files.createTempFile("tandem-teach-", ".media");
      try {
        Files.write(file, recording);
        requireContainer(file);
        Optional<SortedMap<String, Signal>> clip =
            media.cut(file, () -> Thread.currentThread().isInterrupted());
        return clip.orElseThrow(
            () ->
                new UsageException(
                    "the recording has neither sound nor pictures; hold the button a little longer"));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (MediaException e) {
      throw new UsageException("the recording cannot be used: %s".formatted(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written for reading", e);
    }
  }
}
