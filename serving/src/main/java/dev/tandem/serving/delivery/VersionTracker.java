package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Decides from the records of the models topic which version of one model comes next: the pinned
 * one, or else the newest. Without a pin versions only grow, by generation, then version; one that
 * is held and was pinned gives way to the newest that is not.
 *
 * <p>A version counts once both its manifest and a pointer to it or to a newer one were read, in
 * either order: compaction leaves the last pointer alone. A held one counts once it is released. A
 * tombstone ends that. One that is published again after it was dropped (a lost transaction is
 * republished byte-identical) counts again, and one that was postponed once its pause is over.
 */
final class VersionTracker {
  /** More than publish.retain allows; a flood of foreign manifests takes no more memory. */
  private static final int MAX_KNOWN = 16_384;

  private final String model;
  private final NavigableMap<ModelKey, CandidateVersion> manifests = new TreeMap<>();

  /** Of the manifests, those that are not held. */
  private final NavigableSet<ModelKey> free = new TreeSet<>();

  private final NavigableMap<ModelKey, ModelPointer> pointers = new TreeMap<>();
  private final NavigableMap<ModelKey, Long> dropped = new TreeMap<>();
  private final RetryPauses pauses = new RetryPauses();
  private final NavigableSet<ModelKey> untold = new TreeSet<>();
  private Optional<ModelKey> newestPointed = Optional.empty();
  private Optional<CandidateVersion> served = Optional.empty();

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
      forget(version.get());
    } else if (version.isPresent()) {
      offerManifest(version.get(), record, now);
    } else if (record.key().equals(model) && record.value().isPresent()) {
      offerPointer(record.value().get());
    }
  }

  private void forget(ModelKey key) {
    manifests.remove(key);
    free.remove(key);
    pointers.remove(key);
    dropped.remove(key);
    pauses.forget(key);
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
    CandidateVersion candidate =
        new CandidateVersion(key, manifest, record.time(), now, record.offset());
    if (dropped.containsKey(key) && candidate.offset() > dropped.get(key)) {
      forget(key);
    }
    if (isThere(key) && candidate.offset() > manifests.get(key).offset()) {
      pauses.forget(key);
    }
    remember(candidate);
    if (isNewer(key) && isKnown(key, now) && untold.size() < MAX_KNOWN) {
      untold.add(key);
    }
  }

  private void remember(CandidateVersion candidate) {
    remember(manifests, candidate.key(), candidate);
    free.remove(candidate.key());
    if (candidate.manifest().getHeld().isEmpty()) {
      free.add(candidate.key());
    }
    free.headSet(manifests.firstKey()).clear();
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
    remember(pointers, key, pointer);
    if (!isPublished(key)) {
      newestPointed = Optional.of(key);
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

  private boolean isNewer(ModelKey key) {
    return served.isEmpty() || key.compareTo(served.get().key()) > 0;
  }

  private static <T> void remember(NavigableMap<ModelKey, T> known, ModelKey key, T value) {
    known.put(key, value);
    if (known.size() > MAX_KNOWN) {
      known.pollFirstEntry();
    }
  }

  /** Lets what was refused count again, and what was postponed at once. */
  void retry() {
    dropped.clear();
    pauses.forgetAll();
  }

  /**
   * The version to serve next; empty where the wanted one is served, or is not known.
   *
   * @throws RefusedVersionException if manifest and pointer contradict each other; the version is
   *     dropped
   */
  Optional<CandidateVersion> next(Steering steering, Instant now) throws RefusedVersionException {
    Optional<ModelKey> wanted =
        steering.pin().isPresent()
            ? steering.pin().filter(pin -> !isServed(pin) && isKnown(pin, now))
            : newest(steering, now);
    return wanted.isPresent() ? Optional.of(agreed(wanted.get())) : Optional.empty();
  }

  /** Held versions that were not released, of which there may be thousands, are not looked at. */
  private Optional<ModelKey> newest(Steering steering, Instant now) {
    return Stream.of(free, steering.released())
        .flatMap(versions -> newest(versions, steering, now).stream())
        .max(Comparator.naturalOrder());
  }

  private Optional<ModelKey> newest(
      NavigableSet<ModelKey> versions, Steering steering, Instant now) {
    NavigableSet<ModelKey> newer =
        hasFloor(steering) ? versions.tailSet(served.orElseThrow().key(), false) : versions;
    return newer.descendingSet().stream()
        .filter(key -> isKnown(key, now) && isOpen(key, steering))
        .findFirst();
  }

  /** Whether what is served keeps older versions out. */
  boolean hasFloor(Steering steering) {
    return served.filter(candidate -> !isHeld(candidate, steering)).isPresent();
  }

  private static boolean isHeld(CandidateVersion candidate, Steering steering) {
    return !candidate.manifest().getHeld().isEmpty() && !steering.isReleased(candidate.key());
  }

  private boolean isKnown(ModelKey key, Instant now) {
    return isThere(key) && !dropped.containsKey(key) && !pauses.isPausing(key, now);
  }

  private boolean isOpen(ModelKey key, Steering steering) {
    return manifests.get(key).manifest().getHeld().isEmpty()
        ? isPublished(key)
        : steering.isReleased(key);
  }

  /** Whether the pointer was there or beyond. */
  private boolean isPublished(ModelKey key) {
    return newestPointed.filter(newest -> key.compareTo(newest) <= 0).isPresent();
  }

  private CandidateVersion agreed(ModelKey key) throws RefusedVersionException {
    CandidateVersion candidate = manifests.get(key);
    String digest = candidate.manifest().getSha256();
    ModelPointer pointer = pointers.get(key);
    if (pointer != null && !pointer.getSha256().equals(digest)) {
      drop(key);
      throw new RefusedVersionException(
          "the manifest of %s has SHA-256 %s, its pointer %s"
              .formatted(key, digest, pointer.getSha256()));
    }
    return candidate;
  }

  boolean isServed(ModelKey key) {
    return served.filter(candidate -> candidate.key().equals(key)).isPresent();
  }

  /** Whether its manifest was read. */
  boolean isThere(ModelKey key) {
    return manifests.containsKey(key);
  }

  /** Says that {@code key} was refused: it counts again only if it is published again. */
  void drop(ModelKey key) {
    untold.remove(key);
    remember(dropped, key, manifests.get(key).offset());
  }

  /**
   * Says that {@code key} could not be had: it counts again after a pause.
   *
   * @return how long that is
   */
  Duration postpone(ModelKey key, Instant now) {
    untold.remove(key);
    return pauses.begin(key, now);
  }

  /**
   * Says that {@code candidate} is served now.
   *
   * @return the versions below it that were read as news and never served, oldest first
   */
  List<ModelKey> serve(CandidateVersion candidate) {
    ModelKey key = candidate.key();
    served = Optional.of(candidate);
    pauses.forget(key);
    List<ModelKey> superseded = List.copyOf(untold.headSet(key, false));
    untold.headSet(key, true).clear();
    return superseded;
  }
}
