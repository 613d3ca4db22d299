package dev.tandem.app;

import dev.tandem.app.command.TandemCommand;

/** Where the process starts. */
public final class Tandem {
  private Tandem() {}

  public static void main(String[] arguments) {
    System.exit(TandemCommand.run(arguments));
  }
}
