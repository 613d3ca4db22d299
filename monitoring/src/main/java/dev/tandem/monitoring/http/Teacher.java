package dev.tandem.monitoring.http;

import dev.tandem.schemas.UsageException;
import java.util.Optional;

/**
 * Takes what people teach with the teach page. Methods may be called by several threads at a time;
 * each throws {@link UsageException} where it cannot be done, saying why.
 */
public interface Teacher {
  /**
   * A clip that is on its way.
   *
   * @param id of its records
   * @param missing what the recording lacks, for people; empty where it has all
   */
  record Taken(String id, String missing) {}

  /** The stream that the clips are of. */
  String stream();

  /**
   * Takes a recording.
   *
   * @param media the bytes of a file such as WebM
   * @param className what it shows; empty where only an answer is wanted
   * @throws BusyException where so many recordings are being read that this one is not
   */
  Taken take(byte[] media, Optional<String> className);

  /** The last clip that was labelled has no label; one sentence that says what was done. */
  String undo();

  /** A clip shows something else; one sentence that says what was done. */
  String relabel(String clip, String className);

  /** No clip of this class has a label; one sentence that says what was done. */
  String forget(String className);

  /** Nothing was done, because too much is asked at once; the message says what to do. */
  final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusyException(String message) {
      super(message);
    }
  }
}
