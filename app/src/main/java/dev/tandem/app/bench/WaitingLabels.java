package dev.tandem.app.bench;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.Origin;
import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEventSerializer;
import dev.tandem.trainer.labels.KnownLabel;
import dev.tandem.trainer.labels.LabelDecision;
import dev.tandem.trainer.labels.LabelJoin;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInputSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The label join alone, with labels of clips that never come, one a millisecond, until it is
 * stopped.
 *
 * @param waiting how many wait at a time
 */
record WaitingLabels(int waiting) implements JobContender.Build {
  private static final MapFunction<Long, KnownLabel> LABEL = WaitingLabels::label;
  private static final FlatMapFunction<Long, ClipEvent> NO_CLIP = WaitingLabels::passOver;

  @Override
  public void into(StreamExecutionEnvironment environment, String run) {
    DataStream<Long> numbers =
        environment.fromSource(
            new NumberSequenceSource(1, Long.MAX_VALUE),
            WatermarkStrategy.<Long>forMonotonousTimestamps()
                .withTimestampAssigner((number, before) -> number),
            "numbers");
    numbers
        .flatMap(NO_CLIP)
        .returns(ClipEventSerializer.TYPE)
        .keyBy(ClipEvent::clipId)
        .connect(numbers.map(LABEL).returns(KnownLabel.TYPE).keyBy(KnownLabel::clipId))
        .process(
            new LabelJoin(Duration.ofMillis(waiting / 2), LabelDecision.EARLIEST, "dead"),
            TrainerInputSerializer.TYPE)
        .getSideOutput(Door.TALLIES)
        .sinkTo(new MeterSink<>(run, tally -> 1));
  }

  private static KnownLabel label(long number) {
    String clip = "clip-" + number;
    byte[] value =
        Wire.encode(
            new Label(
                clip,
                Instant.ofEpochMilli(number),
                "stream",
                "",
                "cat",
                List.of(),
                LabelKind.LABEL));
    return new KnownLabel(
        clip,
        number,
        "stream",
        LabelKind.LABEL,
        Optional.of(LabelValue.ofClass("cat")),
        new Origin("labels", 0, number, number),
        value,
        false);
  }

  private static void passOver(Long number, Collector<ClipEvent> clips) {
    // there is none
  }
}
