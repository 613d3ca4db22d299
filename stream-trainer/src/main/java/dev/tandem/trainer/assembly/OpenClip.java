package dev.tandem.trainer.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one clip. Immutable.
 *
 * <p>Once closed it is a tombstone: it keeps which parts it had, not the parts, absorbs duplicates
 * and forbids a second clip of that id until it is forgotten.
 *
 * @param slots by modality, then segment
 * @param closed its outcome is decided
 * @param dueAt event time at which it is closed; once it is, at which nothing of that clip can
 *     still come and it is forgotten
 */
record OpenClip(List<Slot> slots, boolean closed, long dueAt) {
  static final OpenClip EMPTY = new OpenClip(List.of(), false, Long.MIN_VALUE);

  /** A part that was taken; {@code part} is gone once the clip is closed. */
  record Slot(
      int modality,
      int segment,
      int segments,
      long clipTime,
      long fingerprint,
      Optional<Part> part) {

    static Slot of(Part part) {
      return new Slot(
          part.modality(),
          part.segment(),
          part.segments(),
          part.clipTime(),
          part.fingerprint(),
          Optional.of(part));
    }

    boolean samePlace(Slot other) {
      return modality == other.modality && segment == other.segment;
    }

    boolean agrees(Slot other) {
      return modality != other.modality
          || (clipTime == other.clipTime && segments == other.segments);
    }

    Slot emptied() {
      return new Slot(modality, segment, segments, clipTime, fingerprint, Optional.empty());
    }
  }

  /** What a part is to this clip. */
  enum Admission {
    ACCEPTED,
    DUPLICATE,
    CONFLICTING
  }

  /**
   * Judged against earlier parts of the same modality only: those share a partition, so their order
   * is the log's. Modalities that disagree on the clip time are found out at the deadline.
   */
  Admission judge(Slot slot) {
    int place = place(slot.modality(), slot.segment());
    if (place < slots.size() && slots.get(place).samePlace(slot)) {
      return slots.get(place).fingerprint() == slot.fingerprint()
          ? Admission.DUPLICATE
          : Admission.CONFLICTING;
    }
    boolean agrees =
        slots.subList(Math.max(0, place - 1), Math.min(place + 1, slots.size())).stream()
            .allMatch(slot::agrees); // as those of a modality agree with each other
    return closed || !agrees ? Admission.CONFLICTING : Admission.ACCEPTED;
  }

  OpenClip with(Slot slot) {
    List<Slot> more = new ArrayList<>(slots.size() + 1);
    more.addAll(slots);
    more.add(place(slot.modality(), slot.segment()), slot);
    return new OpenClip(more, closed, dueAt);
  }

  /** How many slots lie before that of a segment. */
  private int place(int modality, int segment) {
    int low = 0;
    int high = slots.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Slot slot = slots.get(middle);
      boolean before =
          slot.modality() != modality ? slot.modality() < modality : slot.segment() < segment;
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int segments(int modality) {
    return place(modality + 1, 0) - place(modality, 0);
  }

  OpenClip dueAt(long time) {
    return new OpenClip(slots, closed, time);
  }

  OpenClip closed(long forgetAt) {
    List<Slot> emptied = new ArrayList<>(slots);
    emptied.replaceAll(Slot::emptied);
    return new OpenClip(emptied, true, forgetAt);
  }

  /** The modalities whose segments are all there and which begin at {@code clipTime}, by index. */
  SortedMap<Integer, List<Part>> whole(long clipTime) {
    TreeMap<Integer, List<Part>> whole = new TreeMap<>();
    for (Slot slot : slots) {
      if (slot.clipTime() == clipTime && slot.part().isPresent()) {
        whole.computeIfAbsent(slot.modality(), m -> new ArrayList<>()).add(slot.part().get());
      }
    }
    whole.values().removeIf(parts -> parts.size() < parts.get(0).segments());
    return whole;
  }

  /** Whether all segments of a part's modality were taken. */
  boolean hasAllLike(Part part) {
    return segments(part.modality()) == part.segments();
  }

  /** Nothing of {@code modality} was taken. */
  boolean lacks(int modality) {
    return segments(modality) == 0;
  }

  /** The earliest clip time that its parts claim; all of a modality claim the same. */
  long clipTime() {
    long earliest = Long.MAX_VALUE;
    int first = 0;
    while (first < slots.size()) {
      earliest = Math.min(earliest, slots.get(first).clipTime());
      first = place(slots.get(first).modality() + 1, 0);
    }
    return earliest;
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>(slots.size());
    slots.forEach(slot -> slot.part().ifPresent(parts::add));
    return parts;
  }
}
