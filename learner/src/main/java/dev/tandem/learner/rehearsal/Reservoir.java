package dev.tandem.learner.rehearsal;

import dev.tandem.learner.data.Sample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A uniform sample of the clips seen of each class (Vitter's algorithm R), the classes sharing the
 * room equally. A function of the seed and the clips in their order: what is drawn depends on
 * counts, never on time. It counts how often each clip has been drawn.
 */
public final class Reservoir {

  private final int perClass;
  private final long seed;
  private final List<List<StoredClip>> byClass = new ArrayList<>();
  private final List<Long> seen = new ArrayList<>();

  /** An empty reservoir; continuous targets are one class. */
  public Reservoir(RehearsalSettings settings, Architecture architecture, long seed) {
    int classes = architecture.kind() == Task.CLASSIFICATION ? architecture.classes() : 1;
    this.perClass = settings.clipsPerClass(architecture);
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
    SplittableRandom random = random(byClass.size() + c, ordinal);
    return sample(kept.size(), perClass, random).mapToObj(kept::get).toList();
  }

  /**
   * At most {@code count} different numbers below {@code size}, each as likely: the beginning of a
   * shuffle, of which only what has moved is written down.
   */
  private static IntStream sample(int size, int count, SplittableRandom random) {
    Map<Integer, Integer> moved = new HashMap<>();
    int[] chosen = new int[Math.min(count, size)];
    for (int i = 0; i < chosen.length; i++) {
      int place = i + random.nextInt(size - i);
      chosen[i] = moved.getOrDefault(place, place);
      moved.put(place, moved.getOrDefault(i, i));
    }
    return Arrays.stream(chosen);
  }

  /** Takes in new clips. */
  public void add(List<Sample> clips) {
    for (Sample clip : clips) {
      add(Math.max(0, clip.clip().label()), clip);
    }
  }

  private void add(int c, Sample clip) {
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
   * Different clips, every one that is kept as likely as any other. Each has been replayed once
   * more then.
   *
   * @param count how many, if there are as many
   * @param draw number of this draw: another one gives other clips
   */
  public List<Sample> draw(int count, long draw) {
    return sample(size(), count, random(-1, draw)).mapToObj(this::replayed).toList();
  }

  /** One of the clips that are kept, numbered class by class. */
  private Sample replayed(int number) {
    int left = number;
    for (List<StoredClip> kept : byClass) {
      if (left < kept.size()) {
        kept.set(left, kept.get(left).replayed());
        return kept.get(left).sample();
      }
      left -= kept.size();
    }
    throw new IndexOutOfBoundsException("clip %d; the reservoir has %d".formatted(number, size()));
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
