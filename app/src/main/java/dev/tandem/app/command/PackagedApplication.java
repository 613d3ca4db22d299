package dev.tandem.app.command;

import dev.tandem.cluster.Distribution;

/** The application that this command is part of, for processes that run it, too. */
final class PackagedApplication {
  /** Its main class, which needs the commands and so cannot be needed by them. */
  static final String MAIN = "dev.tandem.app.Tandem";

  private PackagedApplication() {}

  static Distribution distribution() {
    return Distribution.of(PackagedApplication.class, MAIN);
  }
}
