package dev.tandem.app;

import dev.tandem.app.command.TandemCommand;
import dev.tandem.serving.http.ServerProperties;

/** Where the process starts. */
public final class Tandem {
  private Tandem() {}

  public static void main(String[] arguments) {
    ServerProperties.set(); // Flink's reporter for Prometheus makes such a server, too
    System.exit(TandemCommand.run(arguments));
  }
}
