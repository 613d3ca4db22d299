package dev.tandem.ingest.feed.media;

/** A media file that cannot be read, or not further. The message is the reason alone. */
public class MediaException extends Exception {
  private static final long serialVersionUID = 1L;

  MediaException(String reason) {
    super(reason);
  }

  MediaException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
