package dev.tandem.app.broker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * Asks one address, in Kafka's own language, which brokers there are. A client of Kafka's would try
 * for a minute and then say that nothing came; this says within seconds what came instead.
 */
final class BrokerProbe {
  private static final int CONNECT_MILLIS = 1500;
  private static final int ANSWER_MILLIS = 3000;

  /** Understood by brokers since 2.1. */
  private static final short METADATA_VERSION = 7;

  private static final int MOST_BYTES = 16 << 20;

  private BrokerProbe() {}

  /**
   * The brokers that the one at {@code address} knows, under the addresses that they advertise.
   *
   * @throws UnreachedException saying what is there instead
   */
  static List<Node> brokers(InetSocketAddress address) throws UnreachedException {
    try (Socket socket = connect(address)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      return ask(socket, address);
    } catch (EOFException | SocketTimeoutException silent) {
      throw new UnreachedException(instead(address, silent));
    } catch (IOException e) {
      throw new UnreachedException(
          TlsProbe.speaksTls(address) ? UnreachedException.TLS : "it broke off: " + e.getMessage());
    }
  }

  /** Throws {@link UnreachedException} where nothing takes connections. */
  static Socket connect(InetSocketAddress address) throws UnreachedException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
      return socket;
    } catch (UnknownHostException e) {
      throw new UnreachedException(
          "the name %s is not known here".formatted(address.getHostString()));
    } catch (IOException e) {
      throw new UnreachedException("");
    }
  }

  private static List<Node> ask(Socket socket, InetSocketAddress address)
      throws IOException, UnreachedException {
    RequestHeader header = new RequestHeader(ApiKeys.METADATA, METADATA_VERSION, "tandem", 1);
    ByteBuffer request =
        MetadataRequest.Builder.forTopicNames(List.of(), false)
            .build(METADATA_VERSION)
            .serializeWithHeader(header);
    OutputStream out = socket.getOutputStream();
    out.write(
        ByteBuffer.allocate(4 + request.remaining())
            .putInt(request.remaining())
            .put(request)
            .array());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int size = in.readInt();
    if (size < 4 || size > MOST_BYTES) {
      throw new UnreachedException(
          TlsProbe.isAlert(size) || TlsProbe.speaksTls(address)
              ? UnreachedException.TLS
              : "it answers, but not as Kafka does");
    }
    ByteBuffer answer = ByteBuffer.allocate(size);
    in.readFully(answer.array());
    return List.copyOf(
        ((MetadataResponse) AbstractResponse.parseResponse(answer, header)).brokers());
  }

  private static String instead(InetSocketAddress address, IOException silent) {
    if (TlsProbe.speaksTls(address)) {
      return UnreachedException.TLS;
    }
    return silent instanceof EOFException
        ? "it ends the connection at the first request, as a listener with a login (SASL) or a controller's port does; log in with --command-config, or name a PLAINTEXT listener of a broker"
        : "it takes connections, but says nothing for %d s".formatted(ANSWER_MILLIS / 1000);
  }
}
