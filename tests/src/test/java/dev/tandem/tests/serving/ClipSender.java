package dev.tandem.tests.serving;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * FFmpeg's command that sends MPEG-TS over UDP in real time: some seconds of darkness and a low
 * tone, then as many of light and a high one, again and again.
 */
final class ClipSender implements AutoCloseable {
  private static final int PERIOD = 6;

  private final List<String> command;
  private Process process;

  ClipSender(int port) {
    String other = "gte(mod(t\\,%d)\\,%d)".formatted(2 * PERIOD, PERIOD);
    this.command =
        List.of(
            "ffmpeg",
            "-nostdin",
            "-loglevel",
            "error",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "color=c=black:s=160x120:r=25,drawbox=c=white:t=fill:enable='" + other + "'",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='0.5*sin(2*PI*t*(300+900*%s))':s=16000".formatted(other),
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-tune",
            "zerolatency",
            "-g",
            "25",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            "-f",
            "mpegts",
            "udp://127.0.0.1:%d?pkt_size=1316".formatted(port));
  }

  static boolean canSend() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ffmpeg")));
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
