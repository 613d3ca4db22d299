package dev.tandem.tests.serving;

import dev.tandem.learner.Architecture;
import dev.tandem.learner.EncoderSpec;
import dev.tandem.learner.Learner;
import dev.tandem.learner.LearnerSettings;
import dev.tandem.learner.ModalitySpec;
import dev.tandem.learner.ReadoutSettings;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes versions as the trainer does, one transaction each, without training. */
final class TestingTrainer implements AutoCloseable {
  static final String MODEL = "av";
  private static final int CHUNK_BYTES = 512 << 10;
  private static final List<String> CLASSES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private final Topics topics;
  private final Architecture network;
  private final KafkaProducer<byte[], byte[]> producer;

  /** Of a network of 1.3 M parameters. */
  TestingTrainer(Map<String, Object> connection, Topics topics) {
    this(connection, topics, perceptrons(2048));
  }

  /**
   * Of any network over audio and video.
   *
   * @param network whose inputs become the feature contract, of extractor {@code raw 1}
   */
  TestingTrainer(Map<String, Object> connection, Topics topics, Architecture network) {
    this.topics = topics;
    this.network = network;
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("transactional.id", "testing-trainer-" + topics.prefix());
    settings.put("max.request.size", 2 << 20);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Audio (256) and video (16, 16), each through one hidden layer. */
  static Architecture perceptrons(int width) {
    EncoderSpec encoder = new EncoderSpec("mlp", List.of(width), 64, "layer");
    return new Architecture(
        List.of(
            new ModalitySpec("audio", List.of(256), encoder),
            new ModalitySpec("video", List.of(16, 16), encoder)),
        "late-linear",
        10);
  }

  void publish(int version) {
    producer.beginTransaction();
    send(version, "");
    producer.commitTransaction();
  }

  /** As the trainer does with a version whose accuracy has fallen. */
  void publishHeld(int version, String why) {
    producer.beginTransaction();
    send(version, why);
    producer.commitTransaction();
  }

  void publishAndAbort(int version) {
    producer.beginTransaction();
    send(version, "");
    producer.flush();
    producer.abortTransaction();
  }

  private void send(int version, String held) {
    byte[] payload = payload(version);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    ModelKey key = new ModelKey(MODEL, 1, version);
    int chunks = (payload.length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    for (int i = 0; i < chunks; i++) {
      int end = Math.min(payload.length, (i + 1) * CHUNK_BYTES);
      byte[] chunk = Arrays.copyOfRange(payload, i * CHUNK_BYTES, end);
      send(topics.modelChunks(), key.chunkKey(i), chunk, now);
    }
    String digest = Sha256.of(payload);
    ModelManifest manifest =
        ModelManifest.newBuilder(manifest(key, now, payload.length, chunks, digest))
            .setHeld(held)
            .build();
    send(topics.models(), key.manifestKey(), Wire.encode(manifest), now);
    if (held.isEmpty()) {
      ModelPointer pointer = new ModelPointer(MODEL, 1, version, digest);
      send(topics.models(), MODEL, Wire.encode(pointer), now);
    }
    send(topics.training(), "1." + 2 * version, Wire.encode(step(version, now)), now);
    if (version > 5) {
      retire(new ModelKey(MODEL, 1, version - 5), chunks, now);
    }
  }

  /** The step that ended the version. */
  private static TrainingEvent step(int version, Instant now) {
    return TrainingEvent.newBuilder()
        .setModel(MODEL)
        .setGeneration(1)
        .setSequence(2L * version)
        .setKind(TrainingEventKind.STEP)
        .setStep(version)
        .setTrainedUntil(now)
        .setWrittenAt(now)
        .setClipIds(List.of())
        .setPaces(List.of(new ModalityPace("audio", 0.5, 1, 1 - 0.25 * version)))
        .setHeads(List.of())
        .setTotals(List.of())
        .setPublishedVersion(version)
        .setStepMillis(1)
        .build();
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

  /** What that version's payload is. */
  byte[] payload(int seed) {
    try (Learner learner =
        Learner.create(
            LearnerSettings.of(network, CLASSES)
                .withSeed(seed)
                .withReadout(ReadoutSettings.plain()))) {
      return Safetensors.encode(
          learner.weights().stream()
              .map(
                  t ->
                      new NamedTensor(
                          t.name(), Arrays.stream(t.shape()).boxed().toList(), t.data()))
              .toList());
    }
  }

  private ModelManifest manifest(ModelKey key, Instant now, int bytes, int chunks, String digest) {
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
        .setArchitecture(network.toJson())
        .setClassNames(CLASSES)
        .setContract(
            network.modalities().stream()
                .map(one -> new FeatureContract(one.name(), raw, one.inputShape()))
                .toList())
        .setMetrics(List.of(new NamedValue("prequential.fused", 0.125 * key.version())))
        .setProvenance(List.of())
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
