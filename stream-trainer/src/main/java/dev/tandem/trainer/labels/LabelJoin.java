package dev.tandem.trainer.labels;

import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.door.DeadLetter;
import dev.tandem.trainer.door.Door;
import dev.tandem.trainer.door.Tally;
import dev.tandem.trainer.labels.PendingLabel.ClipTimes;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import dev.tandem.trainer.metrics.Metrics;
import dev.tandem.trainer.metrics.StreamCounters;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins labels to clips, keyed by clip id. A clip goes on at once; its verdict follows when its
 * label is decided, or when none came until clip time + {@code open}. A label counts on its times
 * alone: it became known by then.
 */
public final class LabelJoin
    extends KeyedCoProcessFunction<String, ClipEvent, KnownLabel, TrainerInput> {
  private static final long serialVersionUID = 1L;

  private final Duration open;
  private final LabelDecision decision;
  private final String deadLetterTopic;

  private transient ValueState<PendingLabel> pending;
  private transient StreamCounters<Tally> unused;

  /** {@code open} is how long after its clip time a clip's label is first too late. */
  public LabelJoin(Duration open, LabelDecision decision, String deadLetterTopic) {
    this.open = open;
    this.decision = decision;
    this.deadLetterTopic = deadLetterTopic;
  }

  @Override
  public void open(OpenContext context) {
    pending = getRuntimeContext().getState(new ValueStateDescriptor<>("label", PendingLabel.TYPE));
    unused = Tally.counters(new Metrics(getRuntimeContext().getMetricGroup()));
  }

  @Override
  public void processElement1(ClipEvent event, Context context, Collector<TrainerInput> out)
      throws Exception {
    if (!(event instanceof JoinedClip clip)) {
      out.collect(new Lost(event.outcome()));
      return;
    }
    out.collect(new Candidate(clip));
    context.timerService().registerEventTimeTimer(deadline(clip.clipTime()));
    ClipTimes times = new ClipTimes(clip.clipTime(), clip.readyTime());
    update(withoutConflict(known(), clip, context).withClip(times), clip.clipId(), out);
  }

  @Override
  public void processElement2(KnownLabel label, Context context, Collector<TrainerInput> out)
      throws Exception {
    if (label.late()) {
      return; // counted at the door
    }
    PendingLabel known = known();
    if (known.clip().isPresent() && known.clip().get().clipTime() != label.clipTime()) {
      refuse(label, known.clip().get().clipTime(), context);
    } else if (label.time() >= deadline(label.clipTime())) {
      tally(label, Tally.LATE, context);
    } else {
      context.timerService().registerEventTimeTimer(deadline(label.clipTime()));
      update(choose(known, label, context), label.clipId(), out);
    }
  }

  /** The winner of the label so far and a new one; the loser is counted. */
  private PendingLabel choose(PendingLabel known, KnownLabel label, Context context) {
    Optional<KnownLabel> rival = known.best(label.clipTime());
    if (rival.isEmpty()) {
      return known.withBest(label);
    }
    KnownLabel best = rival.get();
    tally(label, best.sameAs(label) ? Tally.DUPLICATE : Tally.CONFLICTING, context);
    boolean wins =
        decision == LabelDecision.EARLIEST
            && !known.decided()
            && KnownLabel.EARLIEST.compare(label, best) < 0;
    return wins ? known.withBest(label) : known;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TrainerInput> out)
      throws Exception {
    PendingLabel known = known();
    if (known.clip().isEmpty()) {
      expireLabels(known, time, context);
    } else if (time >= deadline(known.clip().get().clipTime())) {
      if (!known.decided()) {
        out.collect(verdict(context.getCurrentKey(), known));
      }
      pending.clear();
    } // else it is of a label with another clip time, refused since
  }

  /** The clip of these labels never came. */
  private void expireLabels(PendingLabel known, long time, Context context) throws Exception {
    PendingLabel open = known.withOnly(label -> time < deadline(label.clipTime()));
    known.labels().stream()
        .filter(label -> time >= deadline(label.clipTime()))
        .forEach(label -> tally(label, Tally.LATE, context));
    pending.update(open.labels().isEmpty() ? null : open);
  }

  private void update(PendingLabel now, String clipId, Collector<TrainerInput> out)
      throws Exception {
    boolean decide =
        decision == LabelDecision.FIRST
            && !now.decided()
            && now.clip().flatMap(clip -> now.best(clip.clipTime())).isPresent();
    if (decide) {
      out.collect(verdict(clipId, now));
    }
    pending.update(decide ? now.asDecided() : now);
  }

  private Verdict verdict(String clipId, PendingLabel known) {
    ClipTimes clip = known.clip().orElseThrow();
    Optional<KnownLabel> best = known.best(clip.clipTime());
    long ready =
        best.map(label -> Math.max(label.time(), clip.readyTime()))
            .orElse(deadline(clip.clipTime()));
    return new Verdict(clipId, ready, best.map(KnownLabel::className));
  }

  private PendingLabel withoutConflict(PendingLabel known, JoinedClip clip, Context context) {
    known.labels().stream()
        .filter(label -> label.clipTime() != clip.clipTime())
        .forEach(label -> refuse(label, clip.clipTime(), context));
    return known.withOnly(label -> label.clipTime() == clip.clipTime());
  }

  private void refuse(KnownLabel label, long clipTime, Context context) {
    tally(label, Tally.CONFLICTING, context);
    context.output(
        Door.DEAD_LETTERS,
        DeadLetter.of(
            deadLetterTopic,
            label.raw(),
            label.stream(),
            "clip time is %d; the clip has %d".formatted(label.clipTime(), clipTime),
            ""));
  }

  private void tally(KnownLabel label, Tally tally, Context context) {
    unused.count(tally, label.stream());
    context.output(Door.TALLIES, tally);
  }

  private PendingLabel known() throws Exception {
    return pending.value() == null ? PendingLabel.EMPTY : pending.value();
  }

  private long deadline(long clipTime) {
    return clipTime + open.toMillis();
  }
}
