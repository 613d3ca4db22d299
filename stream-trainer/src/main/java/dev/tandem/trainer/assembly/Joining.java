package dev.tandem.trainer.assembly;

import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Makes a joined clip of the parts that are there. Pure. */
final class Joining {
  private final List<ModalityContract> contracts;

  /** {@code contracts} in the configured order: a part's modality is an index into it. */
  Joining(List<ModalityContract> contracts) {
    this.contracts = List.copyOf(contracts);
  }

  int modalities() {
    return contracts.size();
  }

  /** Modalities whose concatenated segments have another shape than the contract's are left out. */
  List<ModalityData> usable(SortedMap<Integer, List<Part>> whole) {
    return whole.values().stream()
        .map(Joining::concatenate)
        .filter(data -> data.shape().equals(contracts.get(data.modality()).shape()))
        .toList();
  }

  /** {@code usable} is not empty. */
  JoinedClip clip(
      List<Part> parts, List<ModalityData> usable, long readyTime, ClipOutcome outcome) {
    Part first = parts.get(0);
    return new JoinedClip(
        first.clipId(), first.clipTime(), readyTime, first.stream(), outcome, usable);
  }

  private static ModalityData concatenate(List<Part> segments) {
    Part first = segments.get(0);
    boolean single = segments.size() == 1;
    byte[] bytes = single ? first.value() : concatenatedPayloads(segments);
    return new ModalityData(
        first.modality(),
        first.elementType(),
        first.scale(),
        first.offset(),
        concatenatedShape(segments),
        bytes,
        single ? first.payloadStart() : 0,
        single ? first.payloadBytes() : bytes.length,
        segments.stream().map(Part::origin).toList());
  }

  private static byte[] concatenatedPayloads(List<Part> segments) {
    ByteBuffer all = ByteBuffer.allocate(segments.stream().mapToInt(Part::payloadBytes).sum());
    segments.forEach(part -> all.put(part.value(), part.payloadStart(), part.payloadBytes()));
    return all.array();
  }

  private static List<Integer> concatenatedShape(List<Part> segments) {
    List<Integer> shape = new ArrayList<>(segments.get(0).shape());
    shape.set(0, segments.stream().mapToInt(part -> part.shape().get(0)).sum());
    return List.copyOf(shape);
  }
}
