package dev.tandem.serving.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection, on which bytes are sent and answers are read as they are. */
final class HttpProbe implements AutoCloseable {
  /**
   * An answer.
   *
   * @param headers by their names in lower case
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final BufferedReader in;

  HttpProbe(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  /** A request without a body, and its answer. */
  Answer ask(String method, String path) throws IOException {
    send("%s %s HTTP/1.1\r\nHost: test\r\n\r\n".formatted(method, path));
    return answer(!method.equals("HEAD"));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * The next answer.
   *
   * @param hasBody false for one to HEAD
   */
  Answer answer(boolean hasBody) throws IOException {
    String[] status = line().split(" ", 3);
    TreeMap<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    char[] body =
        new char[hasBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0];
    for (int read = 0; read < body.length; ) {
      read += Math.max(0, in.read(body, read, body.length - read));
    }
    return new Answer(Integer.parseInt(status[1]), headers, new String(body));
  }

  /** Returns when the server has closed the connection. */
  void awaitEnd() throws IOException {
    try {
      while (in.read() >= 0) {
        // what is left of it
      }
    } catch (SocketException cutOff) {
      return;
    }
  }

  /** Whether the server has closed the connection by now. */
  boolean isEnded() throws IOException {
    socket.setSoTimeout(1);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  private String line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the connection ended where an answer was awaited");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
