package dev.tandem.trainer.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.TestingMetrics;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** Runs {@link LabelJoin} on one clip {@code x}; labels may become known until 100 after it. */
final class LabelJoinHarness {
  private final TestingMetrics metrics = new TestingMetrics();
  private final LabelDecision decision;
  private KeyedTwoInputStreamOperatorTestHarness<String, ClipEvent, KnownLabel, TrainerInput>
      harness;

  LabelJoinHarness(LabelDecision decision) throws Exception {
    this.decision = decision;
    harness = harness();
    harness.open();
  }

  static JoinedClip clip(long clipTime, long readyTime) {
    return new JoinedClip(
        "x", clipTime, readyTime, TestingRecords.STREAM, ClipOutcome.COMPLETE, List.of());
  }

  static KnownLabel label(long clipTime, String className, long time) {
    return known(LabelKind.LABEL, clipTime, className, time);
  }

  static KnownLabel correction(long clipTime, String className, long time) {
    return known(LabelKind.CORRECTION, clipTime, className, time);
  }

  static KnownLabel retraction(long clipTime, long time) {
    return known(LabelKind.RETRACTION, clipTime, "", time);
  }

  private static KnownLabel known(LabelKind kind, long clipTime, String className, long time) {
    Label label =
        Label.newBuilder(TestingRecords.label("x", clipTime, className)).setKind(kind).build();
    return new LabelReader(Vocabulary.fixed(List.of("cat", "dog")))
        .read(TestingRecords.raw("x", label, time), label);
  }

  /** Clip events and labels, in this order. */
  void send(Object... inputs) throws Exception {
    for (Object input : inputs) {
      if (input instanceof ClipEvent clip) {
        harness.processElement1(clip, 0);
      } else {
        harness.processElement2((KnownLabel) input, 0);
      }
    }
  }

  void watermark(long time) throws Exception {
    harness.processBothWatermarks(new Watermark(time));
  }

  List<TrainerInput> inputs() {
    return harness.extractOutputValues();
  }

  List<Verdict> verdicts() {
    return inputs().stream().filter(Verdict.class::isInstance).map(Verdict.class::cast).toList();
  }

  int tallies(Tally tally) {
    return (int) tallies().stream().filter(tally::equals).count();
  }

  List<Tally> tallies() {
    return side(Door.TALLIES).toList();
  }

  /** Of the dead letters. */
  List<String> reasons() {
    return side(Door.DEAD_LETTERS)
        .map(letter -> new String(letter.headers().get("reason"), UTF_8))
        .toList();
  }

  double metric(JobMetric metric, String... values) {
    return metrics.value(metric, values);
  }

  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  void restore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
  }

  void close() throws Exception {
    harness.close();
  }

  private <T> Stream<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? Stream.of() : records.stream().map(StreamRecord::getValue);
  }

  private KeyedTwoInputStreamOperatorTestHarness<String, ClipEvent, KnownLabel, TrainerInput>
      harness() throws Exception {
    KeyedTwoInputStreamOperatorTestHarness<String, ClipEvent, KnownLabel, TrainerInput> made =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new MeasuredOperator(new LabelJoin(Duration.ofMillis(100), decision, "dead")),
            ClipEvent::clipId,
            KnownLabel::clipId,
            Types.STRING);
    made.setup(TrainerInputSerializer.TYPE.serializer());
    return made;
  }

  /** This harness lets nobody choose its environment. */
  private final class MeasuredOperator
      extends KeyedCoProcessOperator<String, ClipEvent, KnownLabel, TrainerInput> {
    private static final long serialVersionUID = 1L;

    MeasuredOperator(LabelJoin join) {
      super(join);
    }

    @Override
    public OperatorMetricGroup getMetricGroup() {
      return LabelJoinHarness.this.metrics.operator();
    }
  }
}
