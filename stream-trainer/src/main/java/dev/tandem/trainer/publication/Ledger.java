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
import java.util.TreeMap;

/**
 * What a model has on its topic, as readers of committed records see it. Immutable.
 *
 * @param newest the newest version that a pointer names or that is held, and has none; empty where
 *     nothing was ever published
 * @param versions those that were not retired
 */
public record Ledger(Optional<ModelKey> newest, SortedMap<ModelKey, Entry> versions) {
  /**
   * A version.
   *
   * @param sha256 of its payload
   * @param chunks 0 where the payload is a file
   */
  public record Entry(String sha256, int chunks, boolean held) {}

  /** Of a model that was never published. */
  public static final Ledger EMPTY = new Ledger(Optional.empty(), new TreeMap<>());

  public Ledger {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  boolean isHeld(ModelKey key) {
    return versions.containsKey(key) && versions.get(key).held();
  }

  boolean has(SentVersion version) {
    return digest(version.key()).filter(version.sha256()::equals).isPresent();
  }

  private Optional<String> digest(ModelKey key) {
    return Optional.ofNullable(versions.get(key)).map(Entry::sha256);
  }

  /** Number of chunks of each version of an earlier generation, oldest first. */
  public SortedMap<ModelKey, Integer> before(int generation) {
    TreeMap<ModelKey, Integer> earlier = new TreeMap<>();
    versions.forEach(
        (key, entry) -> {
          if (key.generation() < generation) {
            earlier.put(key, entry.chunks());
          }
        });
    return earlier;
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
    Optional<String> there = digest(version.key());
    if (there.isPresent() && !there.get().equals(version.sha256())) {
      throw new PublicationException(
          ("version %s is on the topic already, with SHA-256 %s; this job's has %s. A version never gets"
                  + " another content: go on from the newest checkpoint, or begin anew with"
                  + " trainer.generation=%d.")
              .formatted(
                  version.key(),
                  there.get(),
                  version.sha256(),
                  newest.orElseThrow().generation() + 1));
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
    private final TreeMap<ModelKey, Entry> versions = new TreeMap<>();
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
          versions.remove(version.get());
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
      boolean held = !manifest.getHeld().isEmpty();
      versions.put(key, new Entry(manifest.getSha256(), manifest.getChunks(), held));
      if (held) {
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
      return new Ledger(newest, versions);
    }
  }
}
