package dev.tandem.trainer.assembly;

import dev.tandem.stream.door.Origin;
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
    List<ModalityData> usable = new ArrayList<>(whole.size());
    for (List<Part> segments : whole.values()) {
      ModalityData data = concatenate(segments);
      if (data.shape().equals(contracts.get(data.modality()).shape())) {
        usable.add(data);
      }
    }
    return usable;
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
    if (segments.size() == 1) {
      return data(
          first, first.shape(), first.value(), first.payloadStart(), List.of(first.origin()));
    }
    List<Origin> origins = segments.stream().map(Part::origin).toList();
    return data(first, concatenatedShape(segments), concatenatedPayloads(segments), 0, origins);
  }

  private static ModalityData data(
      Part first, List<Integer> shape, byte[] bytes, int start, List<Origin> origins) {
    return new ModalityData(
        first.modality(),
        first.elementType(),
        first.scale(),
        first.offset(),
        shape,
        bytes,
        start,
        bytes.length - start,
        origins);
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
