package dev.tandem.trainer.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.TestingMetrics;
import dev.tandem.trainer.TestingRecords;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** Runs {@link Assembly} with window 100 and tombstone 50, in milliseconds. */
final class AssemblyHarness {
  private TestingMetrics metrics = new TestingMetrics();
  private KeyedOneInputStreamOperatorTestHarness<String, Part, ClipEvent> harness = harness();

  AssemblyHarness() {
    try {
      harness.open();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void send(Part... parts) throws Exception {
    for (Part part : parts) {
      harness.processElement(part, part.time());
    }
  }

  void watermark(long time) throws Exception {
    harness.processWatermark(time);
  }

  List<ClipEvent> events() {
    return harness.extractOutputValues();
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
    return harness.numEventTimeTimers() + assembly().deadlines();
  }

  void restore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    metrics = new TestingMetrics();
    harness = harness();
    harness.initializeState(state);
    harness.open();
  }

  private Assembly assembly() {
    return (Assembly) harness.getOneInputOperator();
  }

  void close() throws Exception {
    harness.close();
  }

  private <T> Stream<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? Stream.of() : records.stream().map(StreamRecord::getValue);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Part, ClipEvent> harness() {
    Assembly assembly =
        new Assembly(
            TestingRecords.CONTRACTS, Duration.ofMillis(100), Duration.ofMillis(50), "dead");
    try {
      KeyedOneInputStreamOperatorTestHarness<String, Part, ClipEvent> harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              assembly, Part::clipId, Types.STRING, metrics.environment());
      harness.setup(ClipEventSerializer.TYPE.serializer());
      return harness;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
