package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Decides from the records of the models topic which version of one model comes next. Versions only
 * grow: by generation, then version.
 *
 * <p>A version counts once both its manifest and a pointer to it were read, in either order; a
 * tombstone ends that. One that is published again after it was dropped (a lost transaction is
 * republished byte-identical) counts again, unless a newer one is served.
 */
final class VersionTracker {
  /** Far more than are ever waiting; a flood of foreign manifests takes no more memory. */
  private static final int MAX_WAITING = 1024;

  private final String model;
  private final NavigableMap<ModelKey, Candidate> manifests = new TreeMap<>();
  private final NavigableMap<ModelKey, ModelPointer> pointers = new TreeMap<>();
  private Optional<ModelKey> served = Optional.empty();

  VersionTracker(String model) {
    this.model = ModelKey.requireName(model);
  }

  /**
   * Takes note of one record; records of other models, tombstones of pointers and foreign keys say
   * nothing.
   *
   * @param now when the record was read
   */
  void offer(LogRecord record, Instant now) throws RefusedVersionException {
    Optional<ModelKey> version =
        ModelKey.ofManifestKey(record.key()).filter(key -> key.model().equals(model));
    if (version.isPresent() && record.value().isEmpty()) {
      pointers.remove(version.get());
    } else if (version.isPresent()) {
      offerManifest(version.get(), record, now);
    } else if (record.key().equals(model) && record.value().isPresent()) {
      offerPointer(record.value().get());
    }
  }

  private void offerManifest(ModelKey key, LogRecord record, Instant now)
      throws RefusedVersionException {
    byte[] value = record.value().orElseThrow();
    ModelManifest manifest = decode("manifest " + key, value, ModelManifest.class);
    String named =
        "%s@%d.%d".formatted(manifest.getModel(), manifest.getGeneration(), manifest.getVersion());
    if (!named.equals(key.manifestKey())) {
      throw new RefusedVersionException("the manifest under key %s names %s".formatted(key, named));
    }
    if (isNew(key)) {
      remember(manifests, key, new Candidate(key, manifest, record.time(), now));
    }
  }

  private void offerPointer(byte[] value) throws RefusedVersionException {
    ModelPointer pointer = decode("pointer of " + model, value, ModelPointer.class);
    if (!pointer.getModel().equals(model)
        || pointer.getGeneration() < 1
        || pointer.getVersion() < 1) {
      throw new RefusedVersionException(
          "the pointer under key %s names %s@%d.%d"
              .formatted(model, pointer.getModel(), pointer.getGeneration(), pointer.getVersion()));
    }
    ModelKey key = new ModelKey(model, pointer.getGeneration(), pointer.getVersion());
    if (isNew(key)) {
      remember(pointers, key, pointer);
    }
  }

  private static <T extends SpecificRecordBase> T decode(String what, byte[] value, Class<T> type)
      throws RefusedVersionException {
    try {
      return Wire.decode(value, type);
    } catch (WireException e) {
      throw new RefusedVersionException("unreadable %s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private boolean isNew(ModelKey key) {
    return served.isEmpty() || key.compareTo(served.get()) > 0;
  }

  private static <T> void remember(NavigableMap<ModelKey, T> waiting, ModelKey key, T value) {
    waiting.put(key, value);
    if (waiting.size() > MAX_WAITING) {
      waiting.pollFirstEntry();
    }
  }

  /**
   * The newest version of which manifest and pointer were read and that is neither served nor
   * dropped.
   *
   * @throws RefusedVersionException if the two contradict each other; the version is dropped
   */
  Optional<Candidate> newest() throws RefusedVersionException {
    for (ModelKey key : pointers.descendingKeySet()) {
      if (manifests.containsKey(key)) {
        return Optional.of(agreed(key));
      }
    }
    return Optional.empty();
  }

  private Candidate agreed(ModelKey key) throws RefusedVersionException {
    Candidate candidate = manifests.get(key);
    String pointed = pointers.get(key).getSha256();
    if (!pointed.equals(candidate.manifest().getSha256())) {
      drop(key);
      throw new RefusedVersionException(
          "the manifest of %s has SHA-256 %s, its pointer %s"
              .formatted(key, candidate.manifest().getSha256(), pointed));
    }
    return candidate;
  }

  boolean hasServed() {
    return served.isPresent();
  }

  /** Says that {@code key} was refused: it counts again only if it is published again. */
  void drop(ModelKey key) {
    manifests.remove(key);
    pointers.remove(key);
  }

  /**
   * Says that {@code key} is served: nothing up to it counts any more.
   *
   * @return the versions below it that were read and will never be served, oldest first
   */
  List<ModelKey> serve(ModelKey key) {
    served = Optional.of(key);
    List<ModelKey> superseded = new ArrayList<>(manifests.headMap(key, false).keySet());
    manifests.headMap(key, true).clear();
    pointers.headMap(key, true).clear();
    return superseded;
  }
}
