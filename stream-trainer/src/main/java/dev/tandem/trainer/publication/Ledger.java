package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a model has on its topic, as readers of committed records see it. Immutable.
 *
 * @param newest the newest version that a pointer names or that is held, and has none; empty where
 *     nothing was ever published
 * @param digests SHA-256 of each version that was not retired
 * @param held those of them that are held
 */
public record Ledger(
    Optional<ModelKey> newest, SortedMap<ModelKey, String> digests, SortedSet<ModelKey> held) {
  /** Of a model that was never published. */
  public static final Ledger EMPTY = new Ledger(Optional.empty(), new TreeMap<>(), new TreeSet<>());

  public Ledger {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    held = Collections.unmodifiableSortedSet(new TreeSet<>(held));
  }

  boolean isHeld(ModelKey key) {
    return held.contains(key);
  }

  boolean has(SentVersion version) {
    return version.sha256().equals(digests.get(version.key()));
  }

  /** Whether that version, or a newer one, is there. */
  boolean reaches(ModelKey key) {
    return newest.isPresent() && newest.get().compareTo(key) >= 0;
  }

  /** Whether {@code retain} versions or more have come after that one. */
  boolean isPast(ModelKey key, int retain) {
    return newest
        .filter(n -> n.generation() == key.generation() && n.version() - key.version() >= retain)
        .isPresent();
  }

  /** Throws {@link PublicationException} where a version has another content. */
  void requireSame(SentVersion version) {
    String there = digests.get(version.key());
    if (there != null && !there.equals(version.sha256())) {
      throw new PublicationException(
          ("version %s is on the topic already, with SHA-256 %s; this job's has %s. A version never gets"
                  + " another content: go on from the newest checkpoint, or begin anew with"
                  + " trainer.generation=%d.")
              .formatted(
                  version.key(), there, version.sha256(), newest.orElseThrow().generation() + 1));
    }
  }

  /** Throws {@link PublicationException} where the model has a later generation. */
  public void requireNoneLaterThan(int generation) {
    if (newest.isPresent() && newest.get().generation() > generation) {
      throw new PublicationException(
          ("this job publishes generation %d of a model whose newest version is %s. Stop this job, or begin"
                  + " anew with trainer.generation=%d.")
              .formatted(generation, newest.get(), newest.get().generation() + 1));
    }
  }

  /** Reads a ledger from the records of the topic, in their order. */
  public static final class Builder {
    private final String model;
    private final TreeMap<ModelKey, String> digests = new TreeMap<>();
    private final TreeSet<ModelKey> held = new TreeSet<>();
    private Optional<ModelKey> newest = Optional.empty();

    public Builder(String model) {
      this.model = model;
    }

    /**
     * Takes note of one record; those of other models, and foreign ones, say nothing.
     *
     * @param value null for a tombstone
     */
    public void offer(byte[] key, byte[] value) {
      String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
      Optional<ModelKey> version =
          ModelKey.ofManifestKey(name).filter(found -> found.model().equals(model));
      try {
        if (version.isPresent() && value == null) {
          digests.remove(version.get());
          held.remove(version.get());
        } else if (version.isPresent()) {
          manifest(version.get(), Wire.decode(value, ModelManifest.class));
        } else if (name.equals(model) && value != null) {
          point(Wire.decode(value, ModelPointer.class));
        }
      } catch (WireException | IllegalArgumentException foreign) {
        return; // not written by a trainer
      }
    }

    private void manifest(ModelKey key, ModelManifest manifest) {
      digests.put(key, manifest.getSha256());
      if (!manifest.getHeld().isEmpty()) {
        held.add(key);
        reach(key);
      }
    }

    private void point(ModelPointer pointer) {
      reach(new ModelKey(pointer.getModel(), pointer.getGeneration(), pointer.getVersion()));
    }

    private void reach(ModelKey key) {
      newest = Optional.of(newest.filter(n -> n.compareTo(key) > 0).orElse(key));
    }

    public Ledger build() {
      return new Ledger(newest, digests, held);
    }
  }
}
