package dev.tandem.trainer.training;

import dev.tandem.trainer.training.SequenceEntry.Kind;
import dev.tandem.trainer.training.Work.Discard;
import dev.tandem.trainer.training.Work.Predict;
import dev.tandem.trainer.training.Work.Rest;
import dev.tandem.trainer.training.Work.Skip;
import dev.tandem.trainer.training.Work.Train;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Puts clips and samples into one total order and cuts it into batches. Everything is decided by
 * the order itself; the watermark only says how far it is known.
 *
 * <p>A batch is the longest run of samples with at most {@code size} members and ready time under
 * the first's + {@code maxWait}. Clips are predicted in runs of the same rule, and always before
 * the next step, so that the prediction a clip is scored by was made by the model as it stood at
 * the clip's ready time. A rest comes {@code maxWait} after the first clip and after each step,
 * unless a batch is open then.
 */
final class Sequencer {
  /** How the order is cut. */
  record Rules(int size, long maxWait) {
    static Rules of(int size, Duration maxWait) {
      return new Rules(size, maxWait.toMillis());
    }
  }

  /**
   * Decides on each entry when it comes, once and in order, so that the decision may depend on all
   * that went before.
   */
  interface Decider {
    /** Whether the entry counts. */
    boolean decide(SequenceEntry entry);
  }

  /** All that the next decision depends on. Immutable. */
  record Snapshot(
      List<SequenceEntry> waiting,
      List<SequenceEntry> clips,
      List<SequenceEntry> batch,
      long restAt) {
    static final Snapshot EMPTY = new Snapshot(List.of(), List.of(), List.of(), NOT_BEGUN);
  }

  private static final long NEVER = Long.MAX_VALUE;
  private static final long NOT_BEGUN = Long.MAX_VALUE - 1;

  private final Rules rules;
  private final Decider decider;
  private final TreeSet<SequenceEntry> waiting;
  private final List<SequenceEntry> clips;
  private final List<SequenceEntry> batch;
  private long restAt;

  Sequencer(Rules rules, Snapshot snapshot, Decider decider) {
    this.rules = rules;
    this.decider = decider;
    waiting = new TreeSet<>(snapshot.waiting());
    clips = new ArrayList<>(snapshot.clips());
    batch = new ArrayList<>(snapshot.batch());
    restAt = snapshot.restAt();
  }

  Snapshot snapshot() {
    return new Snapshot(List.copyOf(waiting), List.copyOf(clips), List.copyOf(batch), restAt);
  }

  void add(SequenceEntry entry) {
    waiting.add(entry);
  }

  /** Entries that wait for the watermark or for their turn; any thread may ask. */
  int waiting() {
    return waiting.size();
  }

  /** Nothing is under way: no entry waits and no batch is open. */
  boolean isIdle() {
    return waiting.isEmpty() && batch.isEmpty() && clips.isEmpty();
  }

  /**
   * The next piece of work, given that no entry at or before {@code known} can be added any more.
   */
  Optional<Work> next(long known) {
    while (true) {
      boolean due = !waiting.isEmpty() && waiting.first().time() <= known;
      long now = due ? waiting.first().time() : known + 1;
      Optional<Work> work = closing(now);
      if (work.isPresent() || !due) {
        return work;
      }
      work = take(waiting.pollFirst());
      if (work.isPresent()) {
        return work;
      }
    }
  }

  /** What is open, as if it closed at {@code time}. */
  List<Work> flush(long time) {
    List<Work> open = new ArrayList<>();
    if (!clips.isEmpty()) {
      open.add(predict());
    }
    if (!batch.isEmpty()) {
      open.add(train(time));
    }
    return open;
  }

  /** What is cut off because event time reaches {@code now}. */
  private Optional<Work> closing(long now) {
    if (batch.size() == rules.size()) {
      return Optional.of(clips.isEmpty() ? train(batch.get(batch.size() - 1).time()) : predict());
    }
    if (batch.isEmpty() && restAt <= now && restAt < closes(clips)) {
      return Optional.of(rest());
    }
    boolean clipsClose = closes(clips) <= now;
    boolean batchCloses = closes(batch) <= now;
    if (clipsClose || (batchCloses && !clips.isEmpty())) {
      return Optional.of(predict());
    }
    return batchCloses ? Optional.of(train(closes(batch))) : Optional.empty();
  }

  private long closes(List<SequenceEntry> run) {
    return run.isEmpty() ? NEVER : run.get(0).time() + rules.maxWait();
  }

  private Optional<Work> take(SequenceEntry entry) {
    if (!decider.decide(entry)) {
      return entry.kind() == Kind.CLIP ? Optional.of(new Skip(entry)) : Optional.empty();
    }
    if (entry.kind() == Kind.CLIP) {
      restAt = restAt == NOT_BEGUN ? entry.time() + rules.maxWait() : restAt;
      clips.add(entry);
      return clips.size() == rules.size() ? Optional.of(predict()) : Optional.empty();
    }
    if (entry.label().isEmpty()) {
      clips.removeIf(clip -> clip.clipId().equals(entry.clipId()));
      return Optional.of(new Discard(entry));
    }
    batch.add(entry);
    return Optional.empty();
  }

  private Work predict() {
    Predict predict = new Predict(List.copyOf(clips));
    clips.clear();
    return predict;
  }

  private Work train(long time) {
    Train train = new Train(List.copyOf(batch), time);
    batch.clear();
    restAt = time + rules.maxWait();
    return train;
  }

  private Work rest() {
    Rest rest = new Rest(restAt);
    restAt = NEVER;
    return rest;
  }
}
