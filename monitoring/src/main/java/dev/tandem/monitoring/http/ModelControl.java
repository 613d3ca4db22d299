package dev.tandem.monitoring.http;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.UsageException;

/**
 * What an operator can do about a model from the board. Each returns one sentence that says what
 * was done, and throws {@link UsageException} where it cannot be done, saying why.
 */
public interface ModelControl {
  /** All consumers shall serve this version and no other. */
  String pin(ModelKey version, String why);

  /** All consumers shall follow the newest version again. */
  String unpin(String why);

  /** Consumers may follow this held version. */
  String release(ModelKey version, String why);

  /** All consumers shall go back to the version before the one that they serve. */
  String rollBack(String why);
}
