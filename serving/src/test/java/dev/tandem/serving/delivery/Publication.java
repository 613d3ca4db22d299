package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A version as a trainer publishes it: chunks of 64 bytes, manifest, pointer, all of one time.
 *
 * <p>Its model has one modality {@code audio} of shape (2) and classes {@code no, yes}.
 */
public final class Publication {
  public static final String MODEL = "m";
  private static final int CHUNK_BYTES = 64;

  private final ModelKey key;
  private final Instant time;
  private final ModelManifest manifest;
  private final byte[] payload;

  private Publication(ModelKey key, Instant time, ModelManifest manifest, byte[] payload) {
    this.key = key;
    this.time = time;
    this.manifest = manifest;
    this.payload = payload;
  }

  /** A version whose only weight is {@code weight}. */
  public static Publication of(int generation, int version, float weight) {
    ByteBuffer data = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, weight);
    byte[] payload = Safetensors.encode(List.of(new NamedTensor("weight", List.of(1), data)));
    return of(generation, version, payload);
  }

  public static Publication of(int generation, int version, byte[] payload) {
    Instant time = Instant.ofEpochSecond(1_700_000_000L + 1000L * generation + version);
    ModelManifest manifest =
        ModelManifest.newBuilder()
            .setModel(MODEL)
            .setGeneration(generation)
            .setVersion(version)
            .setStep(10L * version)
            .setTrainedUntil(time)
            .setPublishedAt(time)
            .setBytes(payload.length)
            .setChunks((payload.length + CHUNK_BYTES - 1) / CHUNK_BYTES)
            .setSha256(sha256(payload))
            .setArchitecture("{}")
            .setClassNames(List.of("no", "yes"))
            .setContract(
                List.of(new FeatureContract("audio", new Extractor("raw", "1"), List.of(2))))
            .setMetrics(List.of())
            .setProvenance(List.of())
            .build();
    return new Publication(new ModelKey(MODEL, generation, version), time, manifest, payload);
  }

  /** The same version with another manifest. */
  public Publication with(ModelManifest.Builder changed) {
    return new Publication(key, time, changed.build(), payload);
  }

  /** The same manifest with other bytes behind it. */
  public Publication with(byte[] otherPayload) {
    return new Publication(key, time, manifest, otherPayload);
  }

  public ModelKey key() {
    return key;
  }

  public Instant time() {
    return time;
  }

  public ModelManifest manifest() {
    return manifest;
  }

  public byte[] payload() {
    return payload.clone();
  }

  public LogRecord manifestRecord() {
    return record(key.manifestKey(), Optional.of(Wire.encode(manifest)), time);
  }

  public LogRecord pointerRecord() {
    ModelPointer pointer =
        new ModelPointer(MODEL, key.generation(), key.version(), manifest.getSha256());
    return record(MODEL, Optional.of(Wire.encode(pointer)), time);
  }

  /** As retention removes the manifest. */
  public LogRecord tombstone() {
    return record(key.manifestKey(), Optional.empty(), time);
  }

  /** A record whose offset its topic decides. */
  static LogRecord record(String key, Optional<byte[]> value, Instant time) {
    return new LogRecord("av.models.v1", -1, key, value, time);
  }

  public List<LogRecord> modelRecords() {
    return List.of(manifestRecord(), pointerRecord());
  }

  public List<LogRecord> chunkRecords() {
    List<LogRecord> records = new ArrayList<>();
    for (int start = 0; start < payload.length; start += CHUNK_BYTES) {
      int end = Math.min(payload.length, start + CHUNK_BYTES);
      byte[] chunk = Arrays.copyOfRange(payload, start, end);
      records.add(record(key.chunkKey(start / CHUNK_BYTES), Optional.of(chunk), time));
    }
    return records;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
