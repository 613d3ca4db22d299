package dev.tandem.trainer.assembly;

import dev.tandem.stream.door.DeadLetter;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.PerStream;
import dev.tandem.stream.metrics.StreamCounters;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipEvent.LostClip;
import dev.tandem.trainer.assembly.Deadlines.Deadline;
import dev.tandem.trainer.assembly.OpenClip.Slot;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Windows and joins the parts of a clip, keyed by clip id.
 *
 * <p>A clip closes when every modality is whole, or at clip time + window. Which parts are in time
 * was judged at the door, on the log alone; this operator only waits for the watermark to say that
 * no more can come. When that is follows from the state of each clip, so a queue of our own, built
 * anew from the state at a restore, does what Flink's timers would do at several times the cost.
 */
public final class Assembly extends AbstractStreamOperator<ClipEvent>
    implements OneInputStreamOperator<Part, ClipEvent> {
  private static final long serialVersionUID = 1L;

  private final List<ModalityContract> contracts;
  private final Duration window;
  private final Duration tombstone;
  private final String deadLetterTopic;

  private transient Joining joining;
  private transient ValueState<OpenClip> clip;
  private transient Deadlines closing;
  private transient Deadlines forgetting;
  private transient StreamCounters<ClipOutcome> outcomes;
  private transient StreamCounters<Tally> unused;
  private transient long openClips;

  /**
   * @param window {@code join.window}
   * @param tombstone how long after its deadline a clip's id stays taken
   */
  public Assembly(
      List<ModalityContract> contracts,
      Duration window,
      Duration tombstone,
      String deadLetterTopic) {
    this.contracts = contracts;
    this.window = window;
    this.tombstone = tombstone;
    this.deadLetterTopic = deadLetterTopic;
  }

  @Override
  public void open() throws Exception {
    super.open();
    joining = new Joining(contracts);
    closing = new Deadlines();
    forgetting = new Deadlines();
    ValueStateDescriptor<OpenClip> descriptor =
        new ValueStateDescriptor<>("clip", OpenClipSerializer.TYPE);
    clip = getRuntimeContext().getState(descriptor);
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            descriptor,
            (key, state) -> restore((String) key, state.value()));
    Metrics metrics = new Metrics(getMetricGroup());
    outcomes = ClipOutcome.counters(metrics);
    unused = Tally.counters(metrics);
    metrics.gauge(JobMetric.OPEN_CLIPS, () -> openClips);
  }

  private void restore(String clipId, OpenClip known) {
    enqueue(clipId, known);
    openClips += known.closed() ? 0 : 1;
  }

  private void enqueue(String clipId, OpenClip known) {
    (known.closed() ? forgetting : closing).add(known.dueAt(), clipId);
  }

  @Override
  public void processElement(StreamRecord<Part> element) throws Exception {
    Part part = element.getValue();
    OpenClip known = clip.value();
    if (part.late()) {
      remember(part, known);
      return;
    }
    openClips += known == null ? 1 : 0;
    OpenClip open = known == null ? OpenClip.EMPTY : known;
    Slot slot = Slot.of(part);
    switch (open.judge(slot)) {
      case ACCEPTED -> accept(part, open.with(slot));
      case DUPLICATE -> count(part, Tally.DUPLICATE);
      case CONFLICTING -> contradict(part, open, slot);
    }
  }

  /**
   * A modality that came after its clip was closed without it claims another clip time; what is
   * said of it, and of its like, is as if it had come before.
   */
  private void contradict(Part part, OpenClip open, Slot slot) throws Exception {
    if (open.lacks(part.modality()) && open.clipTime() < part.clipTime()) {
      clip.update(open.with(slot.emptied()));
      refuseUnused(part, open.clipTime());
    } else {
      refuse(part, Tally.CONFLICTING, "conflicts with an earlier part");
    }
  }

  /** Nothing but late parts so far: if that stays so, the clip itself is late. */
  private void remember(Part part, OpenClip known) throws Exception {
    if (known == null) {
      openClips++;
      keep(part.clipId(), OpenClip.EMPTY.dueAt(deadline(part.clipTime())));
    }
  }

  private void accept(Part part, OpenClip open) throws Exception {
    List<ModalityData> usable =
        open.hasAllLike(part) ? joining.usable(open.whole(part.clipTime())) : List.of();
    if (usable.size() < joining.modalities()) {
      waitFor(part.clipId(), open);
      return;
    }
    List<Part> parts = open.parts();
    join(joining.clip(parts, usable, latest(parts), ClipOutcome.COMPLETE));
    keep(part.clipId(), open.closed(deadline(part.clipTime()) + tombstone.toMillis()));
  }

  /** Its parts may have moved its deadline. */
  private void waitFor(String clipId, OpenClip open) throws Exception {
    long deadline = deadline(open.clipTime());
    if (deadline == open.dueAt()) {
      clip.update(open);
    } else {
      keep(clipId, open.dueAt(deadline));
    }
  }

  private void keep(String clipId, OpenClip known) throws Exception {
    clip.update(known);
    enqueue(clipId, known);
  }

  private static long latest(List<Part> parts) {
    long latest = Long.MIN_VALUE;
    for (Part part : parts) {
      latest = Math.max(latest, part.time());
    }
    return latest;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long time = mark.getTimestamp();
    while (closing.isDue(time)) {
      close(closing.poll());
    }
    while (forgetting.isDue(time)) {
      forget(forgetting.poll().clipId());
    }
    super.processWatermark(mark);
  }

  /** Unless it has closed since, or its deadline has moved. */
  private void close(Deadline deadline) throws Exception {
    setCurrentKey(deadline.clipId());
    OpenClip known = clip.value();
    if (known != null && !known.closed() && known.dueAt() == deadline.time()) {
      expire(deadline.clipId(), known);
    }
  }

  private void forget(String clipId) throws Exception {
    setCurrentKey(clipId);
    clip.clear();
  }

  /**
   * The first deadline: what is whole and agrees on the earliest clip time leaves, the rest is
   * refused.
   */
  private void expire(String clipId, OpenClip open) throws Exception {
    List<ModalityData> usable = joining.usable(open.whole(open.clipTime()));
    List<Integer> used = usable.stream().map(ModalityData::modality).toList();
    List<Part> kept = open.parts().stream().filter(p -> used.contains(p.modality())).toList();
    if (!usable.isEmpty()) {
      join(joining.clip(kept, usable, open.dueAt(), ClipOutcome.PARTIAL));
    } else {
      lose(clipId, open);
    }
    for (Part part : open.parts()) {
      if (!kept.contains(part)) {
        refuseUnused(part, open.clipTime());
      }
    }
    keep(clipId, open.closed(open.dueAt() + tombstone.toMillis()));
  }

  private void refuseUnused(Part part, long clipTime) {
    if (part.clipTime() == clipTime) {
      refuse(part, Tally.INVALID, "its modality was not whole when the clip closed");
    } else {
      refuse(
          part,
          Tally.CONFLICTING,
          "clip time is %d; another modality has %d".formatted(part.clipTime(), clipTime));
    }
  }

  private void refuse(Part part, Tally tally, String reason) {
    count(part, tally);
    output.collect(
        Door.DEAD_LETTERS,
        new StreamRecord<>(DeadLetter.of(deadLetterTopic, part.raw(), part.stream(), reason, "")));
  }

  private void count(Part part, Tally tally) {
    unused.count(tally, part.stream());
    output.collect(Door.TALLIES, new StreamRecord<>(tally));
  }

  private void join(JoinedClip joined) {
    end(joined, joined.outcome(), joined.stream());
  }

  /** Of late parts nothing is kept, not even their stream. */
  private void lose(String clipId, OpenClip open) {
    List<Part> parts = open.parts();
    ClipOutcome outcome = parts.isEmpty() ? ClipOutcome.LATE : ClipOutcome.DEAD_LETTERED;
    String stream = parts.isEmpty() ? PerStream.UNKNOWN : parts.get(0).stream();
    end(new LostClip(clipId, outcome), outcome, stream);
  }

  private void end(ClipEvent event, ClipOutcome outcome, String stream) {
    openClips--;
    outcomes.count(outcome, stream);
    output.collect(new StreamRecord<>(event));
  }

  private long deadline(long clipTime) {
    return clipTime + window.toMillis();
  }

  int deadlines() {
    return closing.size() + forgetting.size();
  }
}
