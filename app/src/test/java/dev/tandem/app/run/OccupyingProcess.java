package dev.tandem.app.run;

import java.io.IOException;
import java.nio.file.Path;

/** Takes the directory that it is given, says so, and keeps it until it is killed. */
final class OccupyingProcess {
  private OccupyingProcess() {}

  public static void main(String... arguments) throws IOException {
    try (Occupancy taken = Occupancy.take(Path.of(arguments[0]), "--state", "tandem train")) {
      System.out.println("taken");
      while (System.in.read() >= 0) {
        taken.settle();
      }
    }
  }

  /** Returns when it has the directory. */
  static Process start(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OccupyingProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!"taken".equals(process.inputReader().readLine())) {
      throw new IOException("it did not take " + directory);
    }
    return process;
  }
}
