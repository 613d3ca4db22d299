package dev.tandem.learner.rehearsal;

import dev.tandem.learner.Architecture;
import dev.tandem.learner.LabelledExample;
import dev.tandem.learner.ModalitySpec;
import dev.tandem.learner.RehearsalSettings;
import dev.tandem.learner.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A uniform sample of the clips seen of each class (Vitter's algorithm R), the classes sharing the
 * room equally. A function of the seed and the clips in their order: what is drawn depends on
 * counts, never on time.
 */
public final class Reservoir {

  private final int perClass;
  private final long seed;
  private final List<List<StoredClip>> byClass = new ArrayList<>();
  private final List<Long> seen = new ArrayList<>();

  /** An empty reservoir; continuous targets are one class. */
  public Reservoir(RehearsalSettings settings, Architecture architecture, long seed) {
    int classes = architecture.kind() == Task.CLASSIFICATION ? architecture.classes() : 1;
    this.perClass = room(settings, architecture) / classes;
    if (perClass < 1) {
      throw new IllegalArgumentException(
          "learner.rehearsal-clips %d and learner.rehearsal-bytes %d; must have room for a clip of each of %d classes. Raise them, or set learner.updates-per-batch to 0."
              .formatted(settings.clips(), settings.maxBytes(), classes));
    }
    this.seed = seed;
    for (int c = 0; c < classes; c++) {
      byClass.add(new ArrayList<>());
      seen.add(0L);
    }
  }

  /** A reservoir that goes on; where there is less room, chance decides what stays. */
  public Reservoir(
      RehearsalSettings settings, Architecture architecture, long seed, ReservoirState state) {
    this(settings, architecture, seed);
    for (int c = 0; c < Math.min(byClass.size(), state.clips().size()); c++) {
      List<StoredClip> kept = state.clips().get(c);
      byClass.get(c).addAll(kept.size() <= perClass ? kept : fewer(kept, c, state.seen().get(c)));
      seen.set(c, state.seen().get(c));
    }
  }

  private List<StoredClip> fewer(List<StoredClip> kept, int c, long ordinal) {
    return sample(new ArrayList<>(kept), perClass, random(byClass.size() + c, ordinal));
  }

  /** At most {@code count} of {@code all}, which is put in another order, each as likely. */
  private static List<StoredClip> sample(List<StoredClip> all, int count, SplittableRandom random) {
    int size = Math.min(count, all.size());
    for (int i = 0; i < size; i++) {
      Collections.swap(all, i, i + random.nextInt(all.size() - i));
    }
    return all.subList(0, size);
  }

  /** Number of clips that fit into the bytes, were all of them complete. */
  private static int room(RehearsalSettings settings, Architecture architecture) {
    long elements = 0;
    for (ModalitySpec modality : architecture.modalities()) {
      elements += modality.shape().elements();
    }
    return (int) Math.min(settings.clips(), settings.maxBytes() / (elements * Short.BYTES));
  }

  /** Takes in new clips. */
  public void add(List<LabelledExample> clips) {
    for (LabelledExample clip : clips) {
      add(Math.max(0, clip.label()), clip);
    }
  }

  private void add(int c, LabelledExample clip) {
    List<StoredClip> kept = byClass.get(c);
    long ordinal = seen.get(c);
    seen.set(c, ordinal + 1);
    if (kept.size() < perClass) {
      kept.add(StoredClip.of(clip));
      return;
    }
    long place = random(c, ordinal).nextLong(ordinal + 1);
    if (place < perClass) {
      kept.set((int) place, StoredClip.of(clip));
    }
  }

  /**
   * Different clips, every one that is kept as likely as any other.
   *
   * @param count how many, if there are as many
   * @param draw number of this draw: another one gives other clips
   */
  public List<LabelledExample> draw(int count, long draw) {
    List<StoredClip> all = new ArrayList<>();
    byClass.forEach(all::addAll);
    SplittableRandom random = random(-1, draw);
    return sample(all, count, random).stream().map(StoredClip::clip).toList();
  }

  /** Number of clips kept. */
  public int size() {
    return byClass.stream().mapToInt(List::size).sum();
  }

  public ReservoirState state() {
    return new ReservoirState(byClass.stream().map(List::copyOf).toList(), List.copyOf(seen));
  }

  private SplittableRandom random(int stream, long ordinal) {
    SplittableRandom ofSeed = new SplittableRandom(seed ^ 0x7265686561727365L);
    SplittableRandom ofStream = new SplittableRandom(ofSeed.nextLong() + stream);
    return new SplittableRandom(ofStream.nextLong() + ordinal);
  }
}
