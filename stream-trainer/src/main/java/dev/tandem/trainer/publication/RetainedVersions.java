package dev.tandem.trainer.publication;

import dev.tandem.trainer.publication.PublicationState.Retained;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntPredicate;

/**
 * Versions on a topic, oldest first. Immutable; the list that follows when one is published shares
 * its memory, so that a version costs the same however many are retained.
 */
final class RetainedVersions extends AbstractList<Retained> implements RandomAccess {
  private static final int ROOM = 16;

  /** Grows at its end only: who holds a part of it sees no difference. */
  private static final class Run {
    private final Retained[] versions;
    private int size;

    Run(Retained[] versions, int size) {
      this.versions = versions;
      this.size = size;
    }
  }

  /** Versions that are there by an operator's word alone; before those of the run. */
  private final List<Retained> kept;

  private final Run run;
  private final int from;
  private final int to;

  private RetainedVersions(List<Retained> kept, Run run, int from, int to) {
    this.kept = kept;
    this.run = run;
    this.from = from;
    this.to = to;
  }

  static RetainedVersions of(List<Retained> versions) {
    if (versions instanceof RetainedVersions already) {
      return already;
    }
    Retained[] all = List.copyOf(versions).toArray(Retained[]::new);
    return new RetainedVersions(List.of(), new Run(all, all.length), 0, all.length);
  }

  /** With {@code next}, without all but the newest {@code retain} and those that are kept. */
  RetainedVersions next(Retained next, int retain, IntPredicate isKept) {
    List<Retained> stay = new ArrayList<>();
    int beyond = beyond(retain);
    for (int i = 0; i < beyond; i++) {
      if (isKept.test(get(i).version())) {
        stay.add(get(i));
      }
    }
    int left = Math.max(0, beyond - kept.size());
    stay.addAll(kept.subList(Math.min(beyond, kept.size()), kept.size()));
    return new RetainedVersions(List.copyOf(stay), run, from + left, to).with(next);
  }

  /** How many of the oldest are beyond what is retained when another one comes. */
  int beyond(int retain) {
    return Math.max(0, size() + 1 - retain);
  }

  private RetainedVersions with(Retained next) {
    Run room = run.size == to && to < run.versions.length ? run : copy();
    int start = room == run ? from : 0;
    room.versions[room.size++] = next;
    return new RetainedVersions(kept, room, start, room.size);
  }

  /** Twice as long, so that it is seldom copied. */
  private Run copy() {
    Retained[] longer = new Retained[2 * (to - from) + ROOM];
    System.arraycopy(run.versions, from, longer, 0, to - from);
    return new Run(longer, to - from);
  }

  @Override
  public Retained get(int index) {
    if (index < kept.size()) {
      return kept.get(index);
    }
    if (index >= size()) {
      throw new IndexOutOfBoundsException("index is %d of %d".formatted(index, size()));
    }
    return run.versions[from + index - kept.size()];
  }

  @Override
  public int size() {
    return kept.size() + to - from;
  }
}
