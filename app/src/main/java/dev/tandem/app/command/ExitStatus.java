package dev.tandem.app.command;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.ConfigException;

/** What the process says when it ends. */
public final class ExitStatus {
  public static final int SUCCESS = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  private ExitStatus() {}

  static int of(Throwable error) {
    return error instanceof UsageException || error instanceof ConfigException || isMistaken(error)
        ? USAGE
        : FAILED;
  }

  /** A feed that cannot be as the user wrote it; not one that broke, such as by losing Kafka. */
  private static boolean isMistaken(Throwable error) {
    return error instanceof FeedException && !(error.getCause() instanceof RuntimeException);
  }
}
