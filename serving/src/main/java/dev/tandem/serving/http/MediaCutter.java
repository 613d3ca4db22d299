package dev.tandem.serving.http;

import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.FeatureContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes clips, as a model takes them, of media. From any thread. */
@FunctionalInterface
public interface MediaCutter {

  /**
   * Hands over the clips in a media file, in their order, each as it is cut; at least one.
   *
   * @param contract of the model that is to answer them
   * @throws MediaException where there are none, saying why, and what {@code taker} throws
   */
  void cut(Path file, List<FeatureContract> contract, Taker taker) throws MediaException;

  /** Takes clips. */
  @FunctionalInterface
  interface Taker {
    void take(TimedClip clip) throws MediaException;
  }

  /**
   * A clip of a file.
   *
   * @param begin from the file's begin
   */
  record TimedClip(Duration begin, Clip clip) {}

  /** Media cannot be answered; the message says why, for people. */
  final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    public MediaException(String message) {
      super(message);
    }

    public MediaException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
