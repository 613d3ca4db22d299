package dev.tandem.app.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.log.KafkaConnection;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.protocol.MessageUtil;
import org.junit.jupiter.api.Test;

class BrokerCheckTest {
  private static final short VERSION = 7;
  private static final KafkaConnection KAFKA = KafkaConnection.to("");
  private static final InetSocketAddress NOBODY =
      InetSocketAddress.createUnresolved("127.0.0.1", 1);

  @Test
  void shouldSayThatNothingIsThere() {
    refuses(
        NOBODY,
        "no Kafka broker answers at 127.0.0.1:1; start one, or name another with --bootstrap-server");
  }

  @Test
  void shouldNameAHostThatIsNotKnown() {
    refuses(
        InetSocketAddress.createUnresolved("broker.invalid", 9092),
        "no Kafka broker answers at broker.invalid:9092: the name broker.invalid is not known here; start");
  }

  @Test
  void shouldTellAPortThatSpeaksTls() throws Exception {
    try (TestingPort port = TestingPort.tls()) {
      refuses(
          port.address(),
          ": the port speaks TLS, and Tandem connects without; say how with --command-config, or name a PLAINTEXT");
    }
  }

  @Test
  void shouldTellAPortThatIsNoBrokers() throws Exception {
    byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII);
    try (TestingPort port = TestingPort.open(client -> client.getOutputStream().write(http))) {
      refuses(port.address(), ": it answers, but not as Kafka does; start");
    }
  }

  @Test
  void shouldTellAListenerThatEndsTheConnection() throws Exception {
    try (TestingPort port = TestingPort.open(BrokerCheckTest::request)) {
      refuses(port.address(), ": it ends the connection at the first request, as a listener with");
    }
  }

  @Test
  void shouldTellAPortThatSaysNothing() throws Exception {
    try (TestingPort port = TestingPort.open(client -> client.getInputStream().readAllBytes())) {
      refuses(port.address(), ": it takes connections, but says nothing for 3 s; start");
    }
  }

  @Test
  void shouldNameAnAdvertisedAddressThatDoesNotAnswer() throws Exception {
    try (TestingPort port = TestingPort.open(client -> answer(client, NOBODY))) {
      refuses(
          port.address(),
          "answers, but clients are sent on to 127.0.0.1:1, which does not: it is what the broker advertises. Correct its advertised.listeners, or");
    }
  }

  @Test
  void shouldGoByTheBrokerThatAnswers() throws Exception {
    try (TestingPort other = TestingPort.open(Socket::close);
        TestingPort port = TestingPort.open(client -> answer(client, other.address()))) {
      BrokerCheck.require(List.of(NOBODY, port.address()), KAFKA);
    }
  }

  @Test
  void shouldAskAllAddressesAtOnce() throws Exception {
    try (TestingPort first = TestingPort.open(client -> client.getInputStream().readAllBytes());
        TestingPort second = TestingPort.open(client -> client.getInputStream().readAllBytes())) {
      refuses(
          List.of(first.address(), NOBODY, second.address()),
          ":%1$d: it takes connections, but says nothing for 3 s; 127.0.0.1:%2$d: it takes"
              .formatted(first.address().getPort(), second.address().getPort()));
    }
  }

  private static void refuses(InetSocketAddress address, String message) {
    refuses(List.of(address), message);
  }

  private static void refuses(List<InetSocketAddress> addresses, String message) {
    long begin = System.nanoTime();
    assertThatThrownBy(() -> BrokerCheck.require(addresses, KAFKA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  private static byte[] request(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    return in.readNBytes(in.readInt());
  }

  /** As a broker that knows one, at {@code advertised}. */
  private static void answer(Socket client, InetSocketAddress advertised) throws IOException {
    int correlation = ByteBuffer.wrap(request(client)).getInt(4);
    MetadataResponseData known = new MetadataResponseData().setClusterId("c").setControllerId(1);
    known
        .brokers()
        .add(
            new MetadataResponseBroker()
                .setNodeId(1)
                .setHost(advertised.getHostString())
                .setPort(advertised.getPort()));
    ByteBuffer body = MessageUtil.toByteBufferAccessor(known, VERSION).buffer();
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    out.writeInt(4 + body.remaining());
    out.writeInt(correlation);
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    out.write(bytes);
    out.flush();
  }
}
