package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.publication.PublicationState.Retained;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Turns a version into its records: chunks, manifest, pointer, and tombstones for what leaves
 * retention. All of them carry one time and are emitted within one call, so that one transaction
 * holds a whole version.
 */
public final class Publisher {
  /** Small enough for every broker's default record limit. */
  public static final int CHUNK_BYTES = 512 << 10;

  private final Topics topics;
  private final int retain;
  private final PayloadFiles files;

  /** {@code retain} versions stay on the topics. */
  public Publisher(Topics topics, int retain, PayloadFiles files) {
    this.topics = topics;
    this.retain = retain;
    this.files = files;
  }

  /**
   * What stays, and what leaves, besides what {@code retain} says of a generation.
   *
   * @param kept whether a version of the state's generation is not retired now
   * @param leaving chunks of each version of earlier generations that is retired
   */
  public record Retention(IntPredicate kept, SortedMap<ModelKey, Integer> leaving) {
    public static final Retention PLAIN = new Retention(version -> false, new TreeMap<>());
  }

  /**
   * A version's records, in the order in which they are written, and where that leaves the model.
   */
  public record Version(SentVersion sent, PublicationState state) {
    public List<OutRecord> records() {
      return sent.records();
    }
  }

  /**
   * A version before the costly part: its payload has no digest yet, and is no file.
   *
   * @param state where it leaves the model
   * @param records gives its records, in the order in which they are written; any thread may call
   *     it, once
   */
  public record Begun(ModelKey key, PublicationState state, Supplier<SentVersion> records) {}

  /** As {@link #begin}, and its records. */
  public Version next(
      PublicationState state,
      ModelManifest.Builder draft,
      double accuracy,
      byte[] payload,
      Retention retention) {
    Begun begun = begin(state, draft, accuracy, payload, retention);
    return new Version(begun.records().get(), begun.state());
  }

  /**
   * The next version after {@code state}. The pointer stays where it is if the draft is held.
   *
   * @param draft everything of the manifest but model key, size, chunks, reference and digest,
   *     which are set here
   * @param accuracy as of {@link Retained}
   * @param payload taken over
   * @throws PublicationException if the payload is too large for the topic and has nowhere to go
   */
  public Begun begin(
      PublicationState state,
      ModelManifest.Builder draft,
      double accuracy,
      byte[] payload,
      Retention retention) {
    ModelKey key = new ModelKey(draft.getModel(), state.generation(), state.version() + 1);
    int chunks = files.takes(key, payload.length) ? 0 : chunks(payload.length);
    Retained next = new Retained(key.version(), chunks, isHeld(draft), accuracy);
    List<OutRecord> tombstones = new ArrayList<>();
    long time = draft.getPublishedAt().toEpochMilli();
    retention.leaving().forEach((old, count) -> tombstones.addAll(tombstones(old, count, time)));
    for (Retained old : state.leaving(retain, retention.kept())) {
      ModelKey leaving = new ModelKey(key.model(), key.generation(), old.version());
      tombstones.addAll(tombstones(leaving, old.chunks(), time));
    }
    return new Begun(
        key,
        state.next(draft.getStep(), next, retain, retention.kept()),
        () -> sent(key, draft, payload, tombstones));
  }

  private static boolean isHeld(ModelManifest.Builder draft) {
    return draft.hasHeld() && !draft.getHeld().isEmpty();
  }

  private SentVersion sent(
      ModelKey key, ModelManifest.Builder draft, byte[] payload, List<OutRecord> tombstones) {
    String sha256 = Sha256.of(payload);
    Optional<String> reference = files.store(key, sha256, payload);
    List<byte[]> chunks = reference.isPresent() ? List.of() : chunks(payload);
    ModelManifest manifest =
        draft
            .setGeneration(key.generation())
            .setVersion(key.version())
            .setBytes(payload.length)
            .setChunks(chunks.size())
            .setSha256(sha256)
            .setReference(reference.orElse(""))
            .build();
    List<OutRecord> records = new ArrayList<>(records(key, manifest, chunks));
    records.addAll(tombstones);
    return new SentVersion(key, sha256, records);
  }

  private List<OutRecord> records(ModelKey key, ModelManifest manifest, List<byte[]> chunks) {
    long time = manifest.getPublishedAt().toEpochMilli();
    List<OutRecord> records = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      records.add(record(topics.modelChunks(), key.chunkKey(i), chunks.get(i), time));
    }
    records.add(record(topics.models(), key.manifestKey(), Wire.encode(manifest), time));
    if (manifest.getHeld().isEmpty()) {
      ModelPointer pointer =
          new ModelPointer(key.model(), key.generation(), key.version(), manifest.getSha256());
      records.add(record(topics.models(), key.model(), Wire.encode(pointer), time));
    }
    return records;
  }

  private List<OutRecord> tombstones(ModelKey key, int chunks, long time) {
    List<OutRecord> tombstones = new ArrayList<>();
    tombstones.add(record(topics.models(), key.manifestKey(), null, time));
    for (int i = 0; i < chunks; i++) {
      tombstones.add(record(topics.modelChunks(), key.chunkKey(i), null, time));
    }
    return tombstones;
  }

  private static OutRecord record(String topic, String key, byte[] value, long time) {
    return OutRecord.of(topic, key.getBytes(StandardCharsets.UTF_8), value, time);
  }

  private static int chunks(int bytes) {
    return (bytes + CHUNK_BYTES - 1) / CHUNK_BYTES;
  }

  private static List<byte[]> chunks(byte[] payload) {
    List<byte[]> chunks = new ArrayList<>();
    for (int start = 0; start < payload.length; start += CHUNK_BYTES) {
      chunks.add(Arrays.copyOfRange(payload, start, Math.min(payload.length, start + CHUNK_BYTES)));
    }
    return chunks;
  }
}
