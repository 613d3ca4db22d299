package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses a manifest whose payload cannot be read, or whose features are not those of the clips
 * that are answered, before any memory is taken for it.
 */
final class ManifestCheck {
  private static final String FORMAT = "safetensors";
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final long maxBytes;
  private final long heapBytes;
  private Optional<SortedMap<String, FeatureContract>> adopted = Optional.empty();

  /**
   * @param maxBytes the largest payload that is loaded
   * @param heapBytes that Java has: a payload must fit, one in chunks twice, because the chunks are
   *     still held when they are put together
   */
  ManifestCheck(long maxBytes, long heapBytes) {
    this.maxBytes = maxBytes;
    this.heapBytes = heapBytes;
  }

  /** For the heap of this process. */
  static ManifestCheck of(DeliverySettings settings) {
    return new ManifestCheck(settings.maxModelBytes(), Runtime.getRuntime().maxMemory());
  }

  void require(ModelManifest manifest) throws RefusedVersionException {
    if (!manifest.getFormat().equals(FORMAT)) {
      throw new RefusedVersionException(
          "its format is '%s'; must be %s".formatted(manifest.getFormat(), FORMAT));
    }
    if (!SHA_256.matcher(manifest.getSha256()).matches()) {
      throw new RefusedVersionException(
          "its SHA-256 is '%s'; must be 64 lower-case hexadecimal digits"
              .formatted(manifest.getSha256()));
    }
    requireSize(manifest.getBytes());
    boolean inChunks = manifest.getReference().isEmpty();
    if (inChunks) {
      requireChunks(manifest.getBytes(), manifest.getChunks());
    }
    requireHeap(inChunks ? 2 * manifest.getBytes() : manifest.getBytes());
    if (adopted.isPresent()) {
      requireSame(adopted.get(), byModality(manifest));
    }
  }

  private void requireSize(long bytes) throws RefusedVersionException {
    if (bytes < 1 || bytes > maxBytes) {
      throw new RefusedVersionException(
          "its payload has %d bytes; must be 1 to %d. Raise serving.max-model-bytes to load it."
              .formatted(bytes, maxBytes));
    }
  }

  private void requireHeap(long needed) throws RefusedVersionException {
    if (needed > heapBytes) {
      throw new RefusedVersionException(
          "loading its payload needs %d bytes of heap; there are %d. Start with a larger heap (TANDEM_HEAP)."
              .formatted(needed, heapBytes));
    }
  }

  private static void requireChunks(long bytes, int chunks) throws RefusedVersionException {
    if (chunks < 1 || chunks > bytes) {
      throw new RefusedVersionException(
          "it has %d chunks; must be 1 to its %d bytes".formatted(chunks, bytes));
    }
  }

  private static void requireSame(
      SortedMap<String, FeatureContract> adopted, SortedMap<String, FeatureContract> contract)
      throws RefusedVersionException {
    if (!contract.equals(adopted)) {
      throw new RefusedVersionException(
          "its feature contract is %s; the clips answered here have %s. Start the consumer again to take over another contract."
              .formatted(words(contract), words(adopted)));
    }
  }

  private static String words(SortedMap<String, FeatureContract> contract) {
    return contract.values().stream()
        .map(
            one ->
                "%s %s %s/%s"
                    .formatted(
                        one.getModality(),
                        one.getShape(),
                        one.getExtractor().getName(),
                        one.getExtractor().getVersion()))
        .collect(Collectors.joining(", "));
  }

  /** Says that clips are answered by this version: later ones must take the same features. */
  void adopt(ModelManifest manifest) {
    if (adopted.isEmpty()) {
      adopted = Optional.of(byModality(manifest));
    }
  }

  private static SortedMap<String, FeatureContract> byModality(ModelManifest manifest) {
    SortedMap<String, FeatureContract> contracts = new TreeMap<>();
    manifest.getContract().forEach(contract -> contracts.put(contract.getModality(), contract));
    return contracts;
  }
}
