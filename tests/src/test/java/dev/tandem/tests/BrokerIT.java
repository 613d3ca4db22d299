package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tandem broker}: one line for those who have no Kafka. */
class BrokerIT {
  @TempDir Path directory;

  @Test
  @Tag("long") // starts it twice
  void shouldKeepItsTopicsFromStartToStart() throws Exception {
    int port = FreePort.find();
    String address = "127.0.0.1:" + port;

    RunningTandem broker = start(port);
    topics("create", address).contains("created  av.models.v1");
    assertThat(TandemProcess.run(directory, "broker", "--port", Integer.toString(port)).output())
        .startsWith("tandem broker: --port is " + port + ", which another process uses; ");
    broker.terminate();

    broker = start(port);
    topics("describe", address).contains("as wanted  av.models.v1").doesNotContain("missing");
    broker.terminate();
    assertThat(broker.output().lines()).hasSize(3).first().isEqualTo("Kafka  " + address);
  }

  private RunningTandem start(int port) throws Exception {
    RunningTandem broker =
        RunningTandem.startFrugal(directory, "256m", "broker", "--port", Integer.toString(port));
    Patience.until(
        () -> {
          broker.requireAlive();
          return broker.output().contains("Kafka  127.0.0.1:" + port);
        },
        broker::output);
    return broker;
  }

  private org.assertj.core.api.AbstractStringAssert<?> topics(String verb, String address)
      throws Exception {
    TandemProcess ran = TandemProcess.run(directory, "topics", verb, "--bootstrap-server", address);
    assertThat(ran.status()).as(ran.output()).isZero();
    return assertThat(ran.output());
  }
}
