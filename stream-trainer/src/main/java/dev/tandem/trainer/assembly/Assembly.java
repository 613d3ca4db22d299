package dev.tandem.trainer.assembly;

import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipEvent.LostClip;
import dev.tandem.trainer.assembly.OpenClip.Slot;
import dev.tandem.trainer.door.DeadLetter;
import dev.tandem.trainer.door.Door;
import dev.tandem.trainer.door.Tally;
import dev.tandem.trainer.metrics.JobMetric;
import dev.tandem.trainer.metrics.Metrics;
import dev.tandem.trainer.metrics.PerStream;
import dev.tandem.trainer.metrics.StreamCounters;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Windows and joins the parts of a clip, keyed by clip id.
 *
 * <p>A clip closes when every modality is whole, or at clip time + window. Which parts are in time
 * was judged at the door, on the log alone; this function only waits for the watermark to say that
 * no more can come.
 */
public final class Assembly extends KeyedProcessFunction<String, Part, ClipEvent> {
  private static final long serialVersionUID = 1L;

  private final List<ModalityContract> contracts;
  private final Duration window;
  private final Duration tombstone;
  private final String deadLetterTopic;

  private transient Joining joining;
  private transient ValueState<OpenClip> clip;
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
  public void open(OpenContext context) {
    joining = new Joining(contracts);
    clip = getRuntimeContext().getState(state());
    Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
    outcomes = ClipOutcome.counters(metrics);
    unused = Tally.counters(metrics);
    openClips = 0;
    metrics.gauge(JobMetric.OPEN_CLIPS, () -> openClips);
  }

  static ValueStateDescriptor<OpenClip> state() {
    return new ValueStateDescriptor<>("clip", OpenClipSerializer.TYPE);
  }

  /** Told of each clip that restored state holds; for the metric alone. */
  void countRestored(OpenClip restored) {
    openClips += restored.closed() ? 0 : 1;
  }

  @Override
  public void processElement(Part part, Context context, Collector<ClipEvent> out)
      throws Exception {
    OpenClip known = clip.value();
    if (part.late()) {
      remember(part, known, context);
      return;
    }
    openClips += known == null ? 1 : 0;
    OpenClip open = known == null ? OpenClip.EMPTY : known;
    Slot slot = Slot.of(part);
    switch (open.judge(slot)) {
      case ACCEPTED -> accept(part, open.with(slot), context, out);
      case DUPLICATE -> tally(part, Tally.DUPLICATE, context);
      case CONFLICTING ->
          refuse(part, Tally.CONFLICTING, "conflicts with an earlier part", context);
    }
  }

  /** Nothing but late parts so far: if that stays so, the clip itself is late. */
  private void remember(Part part, OpenClip known, Context context) throws Exception {
    if (known == null) {
      openClips++;
      clip.update(OpenClip.EMPTY);
      context.timerService().registerEventTimeTimer(deadline(part.clipTime()));
    }
  }

  private void accept(Part part, OpenClip open, Context context, Collector<ClipEvent> out)
      throws Exception {
    List<ModalityData> usable = joining.usable(open.whole(part.clipTime()));
    if (usable.size() < joining.modalities()) {
      clip.update(open);
      context.timerService().registerEventTimeTimer(deadline(part.clipTime()));
      return;
    }
    List<Part> parts = open.parts();
    join(joining.clip(parts, usable, latest(parts), ClipOutcome.COMPLETE), out);
    // The timer of an earlier part still stands; it will become the tombstone's.
    clip.update(open.closed(deadline(part.clipTime()) + tombstone.toMillis()));
  }

  private static long latest(List<Part> parts) {
    long latest = Long.MIN_VALUE;
    for (Part part : parts) {
      latest = Math.max(latest, part.time());
    }
    return latest;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ClipEvent> out)
      throws Exception {
    OpenClip known = clip.value();
    if (known == null) {
      return;
    }
    if (!known.closed()) {
      if (isDue(known, time)) {
        expire(known, time, context, out);
      }
    } else if (time >= known.forgetAt()) {
      clip.clear();
    } else {
      context.timerService().registerEventTimeTimer(known.forgetAt());
    }
  }

  /** A late part's own deadline, if it claims an earlier clip time, decides nothing for others. */
  private boolean isDue(OpenClip open, long time) {
    return open.slots().isEmpty() || time >= deadline(open.clipTime());
  }

  /**
   * The first deadline: what is whole and agrees on the earliest clip time leaves, the rest is
   * refused.
   */
  private void expire(
      OpenClip open, long deadline, OnTimerContext context, Collector<ClipEvent> out)
      throws Exception {
    List<ModalityData> usable = joining.usable(open.whole(open.clipTime()));
    List<Integer> used = usable.stream().map(ModalityData::modality).toList();
    List<Part> kept = open.parts().stream().filter(p -> used.contains(p.modality())).toList();
    if (!usable.isEmpty()) {
      join(joining.clip(kept, usable, deadline, ClipOutcome.PARTIAL), out);
    } else {
      lose(open, context.getCurrentKey(), out);
    }
    for (Part part : open.parts()) {
      if (!kept.contains(part)) {
        refuseUnused(part, open.clipTime(), context);
      }
    }
    long forgetAt = deadline + tombstone.toMillis();
    clip.update(open.closed(forgetAt));
    context.timerService().registerEventTimeTimer(forgetAt);
  }

  private void refuseUnused(Part part, long clipTime, Context context) {
    if (part.clipTime() == clipTime) {
      refuse(part, Tally.INVALID, "its modality was not whole when the clip closed", context);
    } else {
      refuse(
          part,
          Tally.CONFLICTING,
          "clip time is %d; another modality has %d".formatted(part.clipTime(), clipTime),
          context);
    }
  }

  private void refuse(Part part, Tally tally, String reason, Context context) {
    tally(part, tally, context);
    context.output(Door.DEAD_LETTERS, DeadLetter.of(deadLetterTopic, part.raw(), reason, ""));
  }

  private void tally(Part part, Tally tally, Context context) {
    unused.count(tally, part.stream());
    context.output(Door.TALLIES, tally);
  }

  private void join(JoinedClip joined, Collector<ClipEvent> out) {
    end(joined.outcome(), joined.stream());
    out.collect(joined);
  }

  /** Of late parts nothing is kept, not even their stream. */
  private void lose(OpenClip open, String clipId, Collector<ClipEvent> out) {
    List<Part> parts = open.parts();
    ClipOutcome outcome = parts.isEmpty() ? ClipOutcome.LATE : ClipOutcome.DEAD_LETTERED;
    end(outcome, parts.isEmpty() ? PerStream.UNKNOWN : parts.get(0).stream());
    out.collect(new LostClip(clipId, outcome));
  }

  private void end(ClipOutcome outcome, String stream) {
    openClips--;
    outcomes.count(outcome, stream);
  }

  private long deadline(long clipTime) {
    return clipTime + window.toMillis();
  }
}
