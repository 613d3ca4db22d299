package dev.tandem.ingest.publish;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Something of this machine that sends a recording in real time on loopback, and can be killed and
 * started again.
 */
final class TestingSender implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("..", "tests", "media").toAbsolutePath();

  private final String uri;
  private final List<String> command;
  private final Optional<Process> server;
  private final int port;
  private Process process;

  /**
   * @param server that stays while the sender is killed
   * @param port that is open once it can be connected to; 0 where nobody connects
   */
  private TestingSender(String uri, List<String> command, Optional<Process> server, int port) {
    this.uri = uri;
    this.command = command;
    this.server = server;
    this.port = port;
  }

  static TestingSender of(String kind, Path recording, Path directory) throws Exception {
    int port = freePort();
    String host = "127.0.0.1:" + port;
    return switch (kind) {
      case "udp" ->
          new TestingSender(
              "udp://" + host,
              ffmpeg(recording, "mpegts", "udp://" + host + "?pkt_size=1316"),
              Optional.empty(),
              0);
      case "http" -> {
        List<String> command = ffmpeg(recording, "mpegts", "http://" + host + "/live.ts");
        command.addAll(command.size() - 1, List.of("-listen", "1"));
        yield new TestingSender("http://" + host + "/live.ts", command, Optional.empty(), port);
      }
      case "rtmp" -> {
        String url = "rtmp://" + host + "/live/cam";
        Process server = rtmpServer(port, directory);
        yield new TestingSender(url, ffmpeg(recording, "flv", url), Optional.of(server), 0);
      }
      case "rtsp" ->
          new TestingSender(
              "rtsp://" + host + "/cam",
              List.of(
                  "/usr/bin/python3",
                  SCRIPTS.resolve("rtsp-server.py").toString(),
                  Integer.toString(port),
                  recording.toString()),
              Optional.empty(),
              port);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** How Tandem finds it. */
  String uri() {
    return uri;
  }

  void start() throws IOException, InterruptedException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitOpen(port, process);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
    server.ifPresent(Process::destroyForcibly);
  }

  private static List<String> ffmpeg(Path recording, String format, String url) {
    return new ArrayList<>(
        List.of(
            "ffmpeg",
            "-nostdin",
            "-loglevel",
            "error",
            "-re",
            "-i",
            recording.toString(),
            "-c",
            "copy",
            "-f",
            format,
            url));
  }

  private static Process rtmpServer(int port, Path directory)
      throws IOException, InterruptedException {
    Path configuration =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr;
            events {}
            rtmp { server { listen 127.0.0.1:%d; application live { live on; } } }
            """
                .formatted(port));
    Process nginx =
        new ProcessBuilder(
                "/usr/sbin/nginx", "-p", directory.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitOpen(port, nginx);
    return nginx;
  }

  /** By its table of ports: a sender that serves one client must not be connected to for a look. */
  private static void awaitOpen(int port, Process process)
      throws IOException, InterruptedException {
    String open = "0100007F:%04X 00000000:0000 0A".formatted(port);
    while (port > 0 && !Files.readString(Path.of("/proc/net/tcp")).contains(open)) {
      if (!process.isAlive()) {
        throw new IOException("it ended with " + process.exitValue());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
