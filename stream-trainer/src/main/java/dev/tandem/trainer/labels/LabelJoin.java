package dev.tandem.trainer.labels;

import dev.tandem.stream.door.DeadLetter;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.StreamCounters;
import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.labels.PendingLabel.ClipTimes;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
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
 *
 * <p>A label that corrects another one, or takes it back, counts if it became known by then, too,
 * and is told as a dead letter where it did not: it was meant to change a model, and cannot.
 *
 * <p>A clip has one time. Labels of one id may claim at most {@value #MOST_TIMES} that lie within
 * {@code open} of the latest of them or beyond; whichever comes with another one is refused. So a
 * producer that makes times up takes no memory without end. Those that are counted are still there
 * whenever a label comes that is not late: no timer decides.
 *
 * <p>A label that claims another clip time than its clip has is told from one whose clip never came
 * when all clips of its time must be there. Until then it waits, and so do the times of the clip:
 * which of the two came first in this run decides nothing.
 */
public final class LabelJoin
    extends KeyedCoProcessFunction<String, ClipEvent, KnownLabel, TrainerInput> {
  static final int MOST_TIMES = 16;

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
    update(known().withClip(times), clip.clipId(), out);
  }

  @Override
  public void processElement2(KnownLabel label, Context context, Collector<TrainerInput> out)
      throws Exception {
    if (label.late() || label.time() >= deadline(label.clipTime())) {
      comesTooLate(label, context);
      return;
    }
    PendingLabel known = known();
    if (known.best(label.clipTime()).isEmpty()
        && known.claimedFrom(label.clipTime() - open.toMillis()) >= MOST_TIMES) {
      refuse(
          label,
          "clip time is %d; labels of this clip claim %d others already, and a clip has one; mend what writes them"
              .formatted(label.clipTime(), MOST_TIMES),
          context);
      return;
    }
    context.timerService().registerEventTimeTimer(deadline(label.clipTime()));
    update(choose(known, label, context), label.clipId(), out);
  }

  private void comesTooLate(KnownLabel label, Context context) {
    if (!label.late()) { // else it was counted at the door
      tally(label, Tally.LATE, context);
    }
    if (label.revises()) {
      letter(
          label,
          "it is a %s, but labels of its clip were decided at %d (clip time + join.window + label.timeout), and what a model has learned it keeps"
              .formatted(label.kind(), deadline(label.clipTime())),
          context);
    }
  }

  /** The winner of the labels of one clip time so far and a new one; the loser is counted. */
  private PendingLabel choose(PendingLabel known, KnownLabel label, Context context) {
    Optional<KnownLabel> rival = known.best(label.clipTime());
    if (rival.isEmpty()) {
      return known.withBest(label);
    }
    KnownLabel best = rival.get();
    if (best.sameAs(label)) {
      tally(label, Tally.DUPLICATE, context);
      return known;
    }
    if (decision == LabelDecision.FIRST) {
      isNotTheFirst(label, context);
      return known;
    }
    tally(label, best.revises() || label.revises() ? Tally.CORRECTED : Tally.CONFLICTING, context);
    return label.outranks(best) ? known.withBest(label) : known;
  }

  private void isNotTheFirst(KnownLabel label, Context context) {
    if (label.revises()) {
      refuse(
          label,
          "it is a %s, but label.decide is first: the first label of a clip counts, and none after it"
              .formatted(label.kind()),
          context);
    } else {
      tally(label, Tally.CONFLICTING, context);
    }
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

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TrainerInput> out)
      throws Exception {
    PendingLabel known = known();
    if (known.clip().isPresent()) {
      known = close(known, time, context, out);
    }
    known = judge(known, time, context);
    pending.update(known.equals(PendingLabel.EMPTY) ? null : known);
  }

  /** The clip has its label or none, if it is time; later it is forgotten. */
  private PendingLabel close(
      PendingLabel known, long time, OnTimerContext context, Collector<TrainerInput> out) {
    long clipTime = known.clip().orElseThrow().clipTime();
    if (time < deadline(clipTime)) { // a label's timer, or one from before a restore with less time
      context.timerService().registerEventTimeTimer(deadline(clipTime));
      return known;
    }
    if (!known.decided()) {
      out.collect(verdict(context.getCurrentKey(), known));
    }
    if (time >= forgottenAt(clipTime)) {
      return known.withoutClip();
    }
    context.timerService().registerEventTimeTimer(forgottenAt(clipTime));
    return known.closed();
  }

  /** What becomes of the labels that found no clip of their time. */
  private PendingLabel judge(PendingLabel known, long time, OnTimerContext context) {
    for (KnownLabel label : known.labels()) {
      if (time < judgedAt(label.clipTime())) {
        context.timerService().registerEventTimeTimer(judgedAt(label.clipTime()));
      } else if (known.clip().filter(clip -> contradicts(label, clip)).isPresent()) {
        refuse(
            label,
            "clip time is %d; the clip has %d"
                .formatted(label.clipTime(), known.clip().get().clipTime()),
            context);
      } else {
        tally(label, Tally.LATE, context);
      }
    }
    return known.withOnly(label -> time < judgedAt(label.clipTime()));
  }

  private boolean contradicts(KnownLabel label, ClipTimes clip) {
    return Math.abs(label.clipTime() - clip.clipTime()) < open.toMillis();
  }

  private Verdict verdict(String clipId, PendingLabel known) {
    ClipTimes clip = known.clip().orElseThrow();
    Optional<KnownLabel> best =
        known.best(clip.clipTime()).filter(label -> label.said().isPresent());
    long ready =
        best.map(label -> Math.max(label.time(), clip.readyTime()))
            .orElse(deadline(clip.clipTime()));
    return new Verdict(clipId, ready, best.flatMap(KnownLabel::said));
  }

  private void refuse(KnownLabel label, String reason, Context context) {
    tally(label, Tally.CONFLICTING, context);
    letter(label, reason, context);
  }

  private void letter(KnownLabel label, String reason, Context context) {
    context.output(
        Door.DEAD_LETTERS, DeadLetter.of(deadLetterTopic, label.raw(), label.stream(), reason, ""));
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

  /** By then every clip that a label of this clip time can contradict has come. */
  private long judgedAt(long clipTime) {
    return clipTime + 2 * open.toMillis();
  }

  /** By then every label that contradicts a clip of this time was judged. */
  private long forgottenAt(long clipTime) {
    return clipTime + 3 * open.toMillis();
  }
}
