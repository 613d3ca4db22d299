package dev.tandem.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** FFmpeg's own command, which decodes a file and throws away what it gets. */
final class FfmpegCommand {
  /** The shell's own time is in the first of two lines. */
  private static final String SCRIPT =
      "ffmpeg -nostdin -loglevel error -threads 1 -i \"$1\" -f null - && times";

  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
  private static final int SECONDS_OF_A_MINUTE = 60;

  private FfmpegCommand() {}

  /** Whether there is one that can be started. */
  static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("ffmpeg", "-version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // what cannot be started
    }
  }

  /** Seconds of processor time that it takes to decode sound and pictures of {@code file}. */
  static double decode(Path file) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", SCRIPT, "sh", file.toString()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("ffmpeg cannot decode %s: %s".formatted(file, said.strip()));
    }
    return TIME.matcher(said).results().mapToDouble(FfmpegCommand::seconds).sum();
  }

  private static double seconds(MatchResult time) {
    return Double.parseDouble(time.group(1)) * SECONDS_OF_A_MINUTE
        + Double.parseDouble(time.group(2));
  }
}
