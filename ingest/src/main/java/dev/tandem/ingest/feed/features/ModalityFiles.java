package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.FeedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What one modality is made of. */
final class ModalityFiles {
  private final List<Path> whole = new ArrayList<>();
  private final SortedMap<Integer, Path> parts = new TreeMap<>();

  void addWhole(Path file) {
    whole.add(file);
  }

  void addPart(int number, Path file) {
    parts.put(number, file);
  }

  /**
   * Empty where none of it can be used; throws {@link FeedException} where it is there twice.
   *
   * @param name of the modality
   */
  Optional<? extends FeatureTable> open(String name, Faults faults) {
    if (whole.size() + Math.min(1, parts.size()) > 1) {
      throw new FeedException(
          "the modality %s is there twice: %s. Keep one of them."
              .formatted(name, Stream.concat(whole.stream(), parts.values().stream()).toList()));
    }
    if (!whole.isEmpty() && whole.get(0).toString().endsWith(FeatureFolder.TABLE)) {
      return CsvTable.open(whole.get(0), faults);
    }
    return whole.isEmpty()
        ? TensorTable.open(name + FeatureFolder.TENSORS, inOrder(name, faults), faults)
        : TensorTable.open(name + FeatureFolder.TENSORS, whole, faults);
  }

  /** Nobody knows how many rows a missing part had, so what is behind it has no place. */
  private List<Path> inOrder(String name, Faults faults) {
    List<Path> order = new ArrayList<>();
    while (parts.containsKey(order.size())) {
      order.add(parts.get(order.size()));
    }
    if (order.size() < parts.size()) {
      faults.add(
          name + FeatureFolder.TENSORS,
          Faults.Kind.FILE,
          "",
          "part %05d is missing; the %d behind it are not used"
              .formatted(order.size(), parts.size() - order.size()));
    }
    return order;
  }
}
