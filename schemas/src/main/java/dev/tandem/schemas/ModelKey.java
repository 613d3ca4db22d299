package dev.tandem.schemas;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of one model version; never names two contents.
 *
 * @param model letters, digits, dot, dash, underscore
 * @param generation from 1; grows when a model is begun anew or restored onto another platform
 * @param version from 1 within the generation
 */
public record ModelKey(String model, int generation, int version) implements Comparable<ModelKey> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern MANIFEST =
      Pattern.compile("([A-Za-z0-9._-]+)@(\\d{1,9})\\.(\\d{1,9})");

  public ModelKey {
    requireName(model);
    if (generation < 1 || version < 1) {
      throw new IllegalArgumentException(
          "generation and version start at 1, got %d.%d".formatted(generation, version));
    }
  }

  /** Throws unless {@code model} can name a model. */
  public static String requireName(String model) {
    if (!NAME.matcher(model).matches()) {
      throw new IllegalArgumentException(
          "trainer.model is '%s'; allowed are letters, digits, '.', '-' and '_'".formatted(model));
    }
    return model;
  }

  /** Key of the version's manifest in the models topic. */
  public String manifestKey() {
    return model + "@" + generation + "." + version;
  }

  /** Key of the version's {@code index}-th chunk, from 0, in the chunks topic. */
  public String chunkKey(int index) {
    return manifestKey() + "#" + index;
  }

  /**
   * The version that a key of the models topic names; empty for a pointer's key or a foreign one.
   */
  public static Optional<ModelKey> ofManifestKey(String key) {
    Matcher matcher = MANIFEST.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int generation = Integer.parseInt(matcher.group(2));
    int version = Integer.parseInt(matcher.group(3));
    return generation < 1 || version < 1
        ? Optional.empty()
        : Optional.of(new ModelKey(matcher.group(1), generation, version));
  }

  /** By generation, then version; the model's name last. */
  @Override
  public int compareTo(ModelKey other) {
    int byGeneration = Integer.compare(generation, other.generation);
    int byVersion = Integer.compare(version, other.version);
    return byGeneration != 0
        ? byGeneration
        : byVersion != 0 ? byVersion : model.compareTo(other.model);
  }

  @Override
  public String toString() {
    return manifestKey();
  }
}
