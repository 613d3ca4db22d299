package dev.tandem.ingest.feed.media;

import java.time.Duration;

/** A live source that said nothing for too long. */
final class SilenceException extends MediaException {
  private static final long serialVersionUID = 1L;

  SilenceException(Duration patience) {
    super("nothing came for %d s".formatted(patience.toSeconds()));
  }
}
