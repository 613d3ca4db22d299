package dev.tandem.app.bench;

import dev.tandem.learner.Learner;
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
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Versions of a network of a given size, published as the trainer does it but without training: one
 * transaction of chunks, manifest and pointer. Each differs from the last in one number.
 */
final class SyntheticVersions implements AutoCloseable {
  static final int INPUTS = 256;
  private static final int CHUNK_BYTES = 512 << 10;
  private static final int CLASSES = 10;

  private final Topics topics;
  private final String model;
  private final Architecture network;
  private final byte[] payload;
  private final Producer<byte[], byte[]> producer;
  private int version;
  private ModelKey newest;

  /**
   * @param size decides the one hidden layer of both encoders
   */
  SyntheticVersions(KafkaConnection kafka, Topics topics, String model, DeliveryBench.Size size) {
    this.topics = topics;
    this.model = model;
    EncoderSpec encoder = new MlpSpec(List.of(size.width()), 64, "layer");
    this.network =
        new Architecture(
            List.of(
                new ModalitySpec("audio", List.of(INPUTS), encoder),
                new ModalitySpec("video", List.of(INPUTS), encoder)),
            "late-linear",
            CLASSES);
    this.payload = payload(size.averaged());
    this.producer =
        kafka.producer(
            Map.of(
                "transactional.id",
                "bench-" + model,
                "max.request.size",
                2 << 20,
                "buffer.memory",
                64L << 20));
    producer.initTransactions();
  }

  private byte[] payload(boolean averaged) {
    LearnerSettings settings = LearnerSettings.of(network, classNames());
    LearnerSettings wanted = averaged ? settings : settings.withReadout(ReadoutSettings.plain());
    try (Learner learner = Learner.create(wanted)) {
      return Safetensors.encode(
          learner.weights().stream()
              .map(
                  tensor ->
                      new NamedTensor(
                          tensor.name(),
                          Arrays.stream(tensor.shape()).boxed().toList(),
                          tensor.data()))
              .toList());
    }
  }

  private static List<String> classNames() {
    return IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
  }

  int bytes() {
    return payload.length;
  }

  /** The one of the model that was written last. */
  ModelKey newest() {
    return newest;
  }

  /** Writes the next version of the model without committing it. */
  ModelKey write() {
    newest = write(model);
    return newest;
  }

  /** The same for another model, which nobody follows. */
  void writeUnfollowed() {
    write(model + "-unfollowed");
  }

  private ModelKey write(String model) {
    ModelKey key = new ModelKey(model, 1, ++version);
    payload[payload.length - 4] = (byte) version;
    payload[payload.length - 3] = (byte) (version >> 8);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    producer.beginTransaction();
    int chunks = (payload.length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    for (int i = 0; i < chunks; i++) {
      int end = Math.min(payload.length, (i + 1) * CHUNK_BYTES);
      byte[] chunk = Arrays.copyOfRange(payload, i * CHUNK_BYTES, end);
      send(topics.modelChunks(), key.chunkKey(i), chunk, now);
    }
    String digest = Sha256.of(payload);
    send(topics.models(), key.manifestKey(), Wire.encode(manifest(key, now, chunks, digest)), now);
    ModelPointer pointer = new ModelPointer(model, 1, key.version(), digest);
    send(topics.models(), model, Wire.encode(pointer), now);
    producer.flush();
    return key;
  }

  void commit() {
    producer.commitTransaction();
  }

  private void send(String topic, String key, byte[] value, Instant time) {
    var unused = // the commit throws what a send failed with
        producer.send(
            new ProducerRecord<>(
                topic, null, time.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private ModelManifest manifest(ModelKey key, Instant now, int chunks, String digest) {
    Extractor raw = new Extractor("raw", "1");
    return ModelManifest.newBuilder()
        .setModel(key.model())
        .setGeneration(1)
        .setVersion(key.version())
        .setStep(key.version())
        .setTrainedUntil(now)
        .setPublishedAt(now)
        .setBytes(payload.length)
        .setChunks(chunks)
        .setSha256(digest)
        .setArchitecture(network.toJson())
        .setClassNames(classNames())
        .setContract(
            network.modalities().stream()
                .map(one -> new FeatureContract(one.name(), raw, one.inputShape()))
                .toList())
        .setMetrics(List.of())
        .setProvenance(List.of())
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
