package dev.tandem.serving.http;

import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.FeatureContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes clips, as a model takes them, of media. From any thread. */
@FunctionalInterface
public interface MediaCutter {
  /** What there is without one. */
  MediaCutter NONE =
      (file, contract) -> {
        throw new MediaException("this server cuts no media; send features to /v1/predict");
      };

  /**
   * The clips in a media file, in their order; at least one.
   *
   * @param contract of the model that is to answer them
   * @throws MediaException where there are none, saying why
   */
  List<TimedClip> cut(Path file, List<FeatureContract> contract) throws MediaException;

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
