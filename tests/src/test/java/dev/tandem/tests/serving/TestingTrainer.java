package dev.tandem.tests.serving;

import dev.tandem.learner.Architecture;
import dev.tandem.learner.EncoderSpec;
import dev.tandem.learner.Learner;
import dev.tandem.learner.LearnerSettings;
import dev.tandem.learner.ModalitySpec;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes versions as the trainer does, one transaction each, without training. */
final class TestingTrainer implements AutoCloseable {
  static final String MODEL = "av";
  private static final int CHUNK_BYTES = 512 << 10;
  private static final EncoderSpec ENCODER = new EncoderSpec("mlp", List.of(2048), 64, "layer");
  private static final Architecture NETWORK =
      new Architecture(
          List.of(
              new ModalitySpec("audio", List.of(256), ENCODER),
              new ModalitySpec("video", List.of(16, 16), ENCODER)),
          "late-linear",
          10);
  private static final List<String> CLASSES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  TestingTrainer(Map<String, Object> connection, Topics topics) {
    this.topics = topics;
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("transactional.id", "testing-trainer");
    settings.put("max.request.size", 2 << 20);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  void publish(int version) throws Exception {
    producer.beginTransaction();
    send(version);
    producer.commitTransaction();
  }

  void publishAndAbort(int version) throws Exception {
    producer.beginTransaction();
    send(version);
    producer.flush();
    producer.abortTransaction();
  }

  private void send(int version) throws Exception {
    byte[] payload = payload(version);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    ModelKey key = new ModelKey(MODEL, 1, version);
    int chunks = (payload.length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    for (int i = 0; i < chunks; i++) {
      int end = Math.min(payload.length, (i + 1) * CHUNK_BYTES);
      byte[] chunk = Arrays.copyOfRange(payload, i * CHUNK_BYTES, end);
      send(topics.modelChunks(), key.chunkKey(i), chunk, now);
    }
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    ModelManifest manifest = manifest(key, now, payload.length, chunks, digest);
    send(topics.models(), key.manifestKey(), Wire.encode(manifest), now);
    ModelPointer pointer = new ModelPointer(MODEL, 1, version, digest);
    send(topics.models(), MODEL, Wire.encode(pointer), now);
    if (version > 5) {
      retire(new ModelKey(MODEL, 1, version - 5), chunks, now);
    }
  }

  private void retire(ModelKey key, int chunks, Instant now) {
    send(topics.models(), key.manifestKey(), null, now);
    for (int i = 0; i < chunks; i++) {
      send(topics.modelChunks(), key.chunkKey(i), null, now);
    }
  }

  private void send(String topic, String key, byte[] value, Instant now) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, null, now.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static byte[] payload(int seed) {
    try (Learner learner = Learner.create(LearnerSettings.of(NETWORK, CLASSES).withSeed(seed))) {
      return Safetensors.encode(
          learner.weights().stream()
              .map(
                  t ->
                      new NamedTensor(
                          t.name(), Arrays.stream(t.shape()).boxed().toList(), t.data()))
              .toList());
    }
  }

  private static ModelManifest manifest(
      ModelKey key, Instant now, int bytes, int chunks, String digest) {
    Extractor raw = new Extractor("raw", "1");
    return ModelManifest.newBuilder()
        .setModel(MODEL)
        .setGeneration(1)
        .setVersion(key.version())
        .setStep(key.version())
        .setTrainedUntil(now)
        .setPublishedAt(now)
        .setBytes(bytes)
        .setChunks(chunks)
        .setSha256(digest)
        .setArchitecture(NETWORK.toJson())
        .setClassNames(CLASSES)
        .setContract(
            List.of(
                new FeatureContract("audio", raw, List.of(256)),
                new FeatureContract("video", raw, List.of(16, 16))))
        .setMetrics(List.of())
        .setProvenance(List.of())
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
