package dev.tandem.tests.secured;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.LoopbackPort;
import dev.tandem.schemas.log.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker that takes clients by TLS and with a login (SCRAM) alone, and its first user. */
final class SecuredBroker implements AutoCloseable {
  static final String USER = "tandem";

  /** Found nowhere but where it was put, if all is well. */
  static final String PASSWORD = "open-sesame-4711";

  static final String STORE_PASSWORD = "store-sesame-4712";

  private static final String LISTENER = "SECURED";

  private final EmbeddedKafka kafka;
  private final int port;
  private final Path store;

  private SecuredBroker(EmbeddedKafka kafka, int port, Path store) {
    this.kafka = kafka;
    this.port = port;
    this.store = store;
  }

  static SecuredBroker start(Path directory) throws Exception {
    Path store = keyStore(directory);
    int admins = LoopbackPort.free();
    int port = LoopbackPort.free();
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            BrokerSettings.in(directory.resolve("kafka")).with(settings(admins, port, store)));
    SecuredBroker broker = new SecuredBroker(kafka, port, store);
    broker.addUser(admins);
    return broker;
  }

  private static Map<String, String> settings(int admins, int port, Path store) {
    String plain = "PLAINTEXT://127.0.0.1:" + admins;
    String secured = LISTENER + "://127.0.0.1:" + port;
    String controller = "127.0.0.1:" + LoopbackPort.free();
    String listener = "listener.name.secured.";
    Map<String, String> settings = new TreeMap<>();
    settings.put("advertised.listeners", plain + "," + secured);
    settings.put("listeners", plain + "," + secured + ",CONTROLLER://" + controller);
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + LISTENER + ":SASL_SSL");
    settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        listener + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put(listener + "ssl.keystore.location", store.toString());
    settings.put(listener + "ssl.keystore.password", STORE_PASSWORD);
    settings.put(listener + "ssl.keystore.type", "PKCS12");
    return settings;
  }

  private static Path keyStore(Path directory) throws IOException, InterruptedException {
    Path store = directory.resolve("broker.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "broker",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=ip:127.0.0.1,dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            STORE_PASSWORD);
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool made no key");
    }
    return store;
  }

  private void addUser(int admins) throws Exception {
    try (Admin admin = KafkaConnection.to("127.0.0.1:" + admins).admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
          .all()
          .get();
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** How {@link #USER} is let in. */
  Map<String, String> client(String password) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(USER, password),
        "ssl.truststore.location",
        store.toString(),
        "ssl.truststore.password",
        STORE_PASSWORD,
        "ssl.truststore.type",
        "PKCS12");
  }

  /** The same in a file. */
  Path clientFile(Path file, String password) throws IOException {
    return Files.writeString(
        file,
        client(password).entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  KafkaConnection connection() {
    return KafkaConnection.to(bootstrapServers(), client(PASSWORD));
  }

  @Override
  public void close() {
    kafka.close();
  }
}
