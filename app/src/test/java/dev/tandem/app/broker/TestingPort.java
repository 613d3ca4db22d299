package dev.tandem.app.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLServerSocketFactory;

/** A port on which something other than a broker is. */
final class TestingPort implements AutoCloseable {
  /** What is done with a connection. */
  interface Visit {
    void receive(Socket client) throws IOException;
  }

  private final ServerSocket server;

  private TestingPort(ServerSocket server, Visit visit) {
    this.server = server;
    Thread thread = new Thread(() -> serve(visit), "testing-port");
    thread.setDaemon(true);
    thread.start();
  }

  static TestingPort open(Visit visit) throws IOException {
    return new TestingPort(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), visit);
  }

  /** One without a certificate: it refuses every handshake, in TLS's own words. */
  static TestingPort tls() throws IOException {
    return new TestingPort(
        SSLServerSocketFactory.getDefault()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress()),
        client -> client.getInputStream().read());
  }

  private void serve(Visit visit) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        visit.receive(client);
      } catch (IOException goneAgain) {
        // the next one may stay
      }
    }
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
