package dev.tandem.trainer.assembly;

import static dev.tandem.trainer.TestingRecords.audio;
import static dev.tandem.trainer.TestingRecords.mark;
import static dev.tandem.trainer.TestingRecords.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.DoorSettings;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItem.Assignment;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.Tally;
import dev.tandem.trainer.TestingRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beginning to read expiry and horizon before {@code from} judges as reading all of the log. */
class ReadFromTest {
  private static final long FROM = 6_000;
  private static final long READ_FROM = FROM - 1_000 - 500;
  private static final DoorSettings SETTINGS =
      new DoorSettings(
          FROM,
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofMillis(1_000),
          Duration.ofDays(1),
          Duration.ofMillis(500),
          "dead");

  private record Judged(List<String> parts, long late) {}

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldJudgeAsIfAllWereRead(int seed) throws Exception {
    List<RawRecord> log = log(new Random(seed));
    int first = 0;
    while (log.get(first).origin().timestamp() < READ_FROM) {
      first++;
    }

    Judged all = judge(log);
    assertThat(judge(log.subList(first, log.size()))).isEqualTo(all);
    assertThat(all.parts()).isNotEmpty();
  }

  @Test
  void shouldLetInNoClipFromBefore() throws Exception {
    List<RawRecord> log =
        List.of(
            part("cam", FROM - 1, FROM), part("cam", FROM, FROM), part("cam", FROM + 1, FROM + 1));

    assertThat(judge(log).parts()).containsExactly("cam-6000 false", "cam-6001 false");
  }

  /** Streams begin, stray, fall silent, end and begin again, in 12 seconds. */
  private static List<RawRecord> log(Random random) {
    List<RawRecord> log = new ArrayList<>();
    boolean[] live = new boolean[3];
    for (long now = 1; now < 12_000; now += random.nextInt(60)) {
      int stream = random.nextInt(live.length);
      String name = "cam" + stream;
      int draw = random.nextInt(100);
      if (!live[stream]) {
        live[stream] = draw < 30;
        if (live[stream]) {
          log.add(raw(name, mark(MarkKind.START, name, now), now));
        }
      } else if (draw < 4) {
        live[stream] = false;
        log.add(raw(name, mark(MarkKind.END, name, now), now));
      } else if (draw < 8) {
        live[stream] = false; // without a word
      } else {
        long time = Math.max(1, now - random.nextInt(draw < 30 ? 400 : 20));
        log.add(part(name, Math.max(0, time - random.nextInt(80)), time));
      }
    }
    log.add(part("last", FROM + 100_000, FROM + 100_000));
    return log;
  }

  private static RawRecord part(String stream, long clipTime, long time) {
    String id = stream + "-" + clipTime;
    return raw(id, Wire.encode(audio(id, clipTime, 1, 2, 3, 4).setStream(stream).build()), 0, time);
  }

  @SuppressWarnings("try") // close() may be interrupted, as the harness has it
  private static Judged judge(List<RawRecord> log) throws Exception {
    Door<Part> door =
        new Door<>(Part.class, Map.of("t", new FeatureReader(0, TestingRecords.AUDIO)), SETTINGS);
    try (OneInputStreamOperatorTestHarness<SourceItem, Part> harness =
        new OneInputStreamOperatorTestHarness<>(door)) {
      harness.setup(PartSerializer.TYPE.serializer());
      harness.open();
      harness.processElement(
          new StreamRecord<>(new Assignment(List.of(new TopicPartition("t", 0)))));
      for (RawRecord record : log) {
        harness.processElement(new StreamRecord<>(record));
      }
      Queue<StreamRecord<Tally>> tallies = harness.getSideOutput(Door.TALLIES);
      return new Judged(
          harness.extractOutputValues().stream().map(p -> p.clipId() + " " + p.late()).toList(),
          tallies == null
              ? 0
              : tallies.stream().filter(tally -> tally.getValue() == Tally.LATE).count());
    }
  }
}
