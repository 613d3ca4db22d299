package dev.tandem.tests.serving;

import dev.tandem.learner.Learner;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
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
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes versions as the trainer does, one transaction each, without training. */
final class TestingTrainer implements AutoCloseable {
  static final String MODEL = "av";
  private static final int CHUNK_BYTES = 512 << 10;
  static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private final Topics topics;
  private final Architecture network;
  private final KafkaProducer<byte[], byte[]> producer;

  /** Of a network of 1.3 M parameters. */
  TestingTrainer(KafkaConnection connection, Topics topics) {
    this(connection, topics, perceptrons(2048));
  }

  /**
   * Of any network over audio and video.
   *
   * @param network whose inputs become the feature contract, of extractor {@code raw 1}
   */
  TestingTrainer(KafkaConnection connection, Topics topics, Architecture network) {
    this.topics = topics;
    this.network = network;
    Map<String, Object> settings = new HashMap<>(connection.settings());
    settings.put("transactional.id", "testing-trainer-" + topics.prefix());
    settings.put("max.request.size", 2 << 20);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Audio (256) and video (16, 16), each through one hidden layer. */
  static Architecture perceptrons(int width) {
    EncoderSpec encoder = new MlpSpec(List.of(width), 64, "layer");
    return new Architecture(
        List.of(
            new ModalitySpec("audio", List.of(256), encoder),
            new ModalitySpec("video", List.of(16, 16), encoder)),
        "late-linear",
        10);
  }

  void publish(int version) {
    publish(version, payload(version), UnaryOperator.identity());
  }

  /** Any weights of the network. */
  void publish(int version, List<WeightTensor> weights) {
    publish(version, encode(weights), UnaryOperator.identity());
  }

  /** As {@link #publish(int)}, with a manifest that is not as the trainer's. */
  void publish(int version, UnaryOperator<ModelManifest> changed) {
    publish(version, payload(version), changed);
  }

  /** As the trainer does with a version whose accuracy has fallen. */
  void publishHeld(int version, String why) {
    publish(
        version,
        payload(version),
        manifest -> ModelManifest.newBuilder(manifest).setHeld(why).build());
  }

  void publishAndAbort(int version) {
    producer.beginTransaction();
    byte[] payload = payload(version);
    send(manifest(version, payload), payload);
    producer.flush();
    producer.abortTransaction();
  }

  /** Manifest and pointer of a version whose chunks are still to come. */
  ModelManifest announce(int version) {
    ModelManifest manifest = manifest(version, payload(version));
    producer.beginTransaction();
    sendNames(manifest);
    producer.commitTransaction();
    return manifest;
  }

  /** The chunks of an announced version. */
  void deliver(ModelManifest manifest) {
    producer.beginTransaction();
    sendChunks(manifest, payload(manifest.getVersion()));
    producer.commitTransaction();
  }

  private void publish(int version, byte[] payload, UnaryOperator<ModelManifest> changed) {
    producer.beginTransaction();
    send(changed.apply(manifest(version, payload)), payload);
    producer.commitTransaction();
  }

  private void send(ModelManifest manifest, byte[] payload) {
    sendChunks(manifest, payload);
    sendNames(manifest);
    int version = manifest.getVersion();
    Instant now = manifest.getPublishedAt();
    send(topics.training(), "1." + 2 * version, Wire.encode(step(version, now)), now);
    if (version > 5) {
      retire(new ModelKey(MODEL, 1, version - 5), manifest.getChunks(), now);
    }
  }

  private void sendChunks(ModelManifest manifest, byte[] payload) {
    for (int i = 0; i < manifest.getChunks(); i++) {
      int end = Math.min(payload.length, (i + 1) * CHUNK_BYTES);
      byte[] chunk = Arrays.copyOfRange(payload, i * CHUNK_BYTES, end);
      send(topics.modelChunks(), key(manifest).chunkKey(i), chunk, manifest.getPublishedAt());
    }
  }

  private void sendNames(ModelManifest manifest) {
    Instant time = manifest.getPublishedAt();
    send(topics.models(), key(manifest).manifestKey(), Wire.encode(manifest), time);
    if (manifest.getHeld().isEmpty()) {
      ModelPointer pointer =
          new ModelPointer(MODEL, 1, manifest.getVersion(), manifest.getSha256());
      send(topics.models(), MODEL, Wire.encode(pointer), time);
    }
  }

  private static ModelKey key(ModelManifest manifest) {
    return new ModelKey(MODEL, 1, manifest.getVersion());
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
        .setPaces(List.of(new ModalityPace("audio", 0.5, 1.0, 1 - 0.25 * version)))
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
      return encode(learner.weights());
    }
  }

  private static byte[] encode(List<WeightTensor> weights) {
    return Safetensors.encode(
        weights.stream()
            .map(
                t -> new NamedTensor(t.name(), Arrays.stream(t.shape()).boxed().toList(), t.data()))
            .toList());
  }

  private ModelManifest manifest(int version, byte[] payload) {
    Extractor raw = new Extractor("raw", "1");
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    return ModelManifest.newBuilder()
        .setModel(MODEL)
        .setGeneration(1)
        .setVersion(version)
        .setStep(version)
        .setTrainedUntil(now)
        .setPublishedAt(now)
        .setBytes(payload.length)
        .setChunks((payload.length + CHUNK_BYTES - 1) / CHUNK_BYTES)
        .setSha256(Sha256.of(payload))
        .setArchitecture(network.toJson())
        .setClassNames(CLASSES)
        .setContract(
            network.modalities().stream()
                .map(one -> new FeatureContract(one.name(), raw, one.inputShape()))
                .toList())
        .setMetrics(List.of(new NamedValue("prequential.fused", 0.125 * version)))
        .setProvenance(List.of())
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
