package dev.tandem.trainer.assembly;

import static dev.tandem.trainer.TestingRecords.audio;
import static dev.tandem.trainer.TestingRecords.mark;
import static dev.tandem.trainer.TestingRecords.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.DoorSettings;
import dev.tandem.stream.door.FarOffRecordException;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItem.Assignment;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.SourceItemSerializer;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.PerStream;
import dev.tandem.stream.metrics.TestingMetrics;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.TestingRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
  /** Window 100, tombstone 50, expiry 1000, leap 100000, horizon 500, in milliseconds. */
  private static final DoorSettings SETTINGS =
      new DoorSettings(
          -1_000,
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofMillis(1000),
          Duration.ofMillis(100_000),
          Duration.ofMillis(500),
          "dead");

  private TestingMetrics metrics;
  private OneInputStreamOperatorTestHarness<SourceItem, Part> door;

  @BeforeEach
  void open() throws Exception {
    door = newDoor();
    door.open();
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void shouldLetInWhatFits() throws Exception {
    begin(0);
    send(clip("x", 10), 0, 60);

    assertThat(door.extractOutputValues())
        .extracting(Part::clipId, Part::clipTime, Part::time, Part::late)
        .containsExactly(tuple("x", 10L, 60L, false));
    assertThat(watermarks()).containsExactly(60L);
  }

  @Test
  void shouldJudgeByTheGatewayThatSpeaksForAStream() throws Exception {
    assign(0);
    door.processElement(raw("hall", mark(MarkKind.START, "hall", 0), 0), 0);
    send(gatewayClip("x", 10), 0, 60);
    send(gatewayClip("y", 900), 0, 950);
    send(gatewayClip("old", 20), 0, 90); // its stream is far beyond, its gateway is not
    assertThat(watermarks()).containsExactly(0L);

    door.processElement(raw("hall", mark(MarkKind.HEARTBEAT, "hall", 150), 150), 150);
    send(gatewayClip("late", 20), 0, 160);

    assertThat(door.extractOutputValues())
        .extracting(Part::clipId, Part::late)
        .containsExactly(
            tuple("x", false), tuple("y", false), tuple("old", false), tuple("late", true));
    assertThat(watermarks()).containsExactly(0L, 150L);
  }

  private static Features gatewayClip(String id, long clipTime) {
    return audio(id, clipTime, 1, 2, 3, 4).setGateway("hall").build();
  }

  @Test
  void shouldEmitARecordBeforeTheWatermarkThatItMoves() throws Exception {
    begin(0);
    send(clip("x", 10), 0, 60);

    assertThat(door.getOutput()).hasExactlyElementsOfTypes(StreamRecord.class, Watermark.class);
  }

  @Test
  void shouldIgnoreTheWatermarksOfTheSource() throws Exception {
    begin(0);
    door.processWatermark(1_000_000);

    assertThat(watermarks()).isEmpty();
  }

  @Test
  void shouldNotPassOnThatTheSourceIsQuiet() throws Exception {
    begin(0);
    door.processWatermarkStatus(WatermarkStatus.IDLE);

    assertThat(door.getOutput()).isEmpty();
  }

  @Test
  void shouldDeadLetterBytesThatAreNoRecord() throws Exception {
    refuse(raw("k", "hello".getBytes(UTF_8), 0, 7));

    assertDeadLetter(
        "not Avro single-object encoding: 5 bytes without the marker C3 01",
        "dev.tandem.schemas.WireException");
    assertThat(new String(deadLetter().value(), UTF_8)).isEqualTo("hello");
  }

  @Test
  void shouldDeadLetterANullValue() throws Exception {
    refuse(raw("k", (byte[]) null, 0, 7));

    assertDeadLetter("the value is null", "dev.tandem.schemas.WireException");
    assertThat(deadLetter().value()).isNull();
  }

  @Test
  void shouldDeadLetterAnUnknownSchema() throws Exception {
    byte[] unknown = Wire.encode(clip("k", 0));
    unknown[5] ^= 1;
    refuse(raw("k", unknown, 0, 7));

    assertThat(header("reason"))
        .matches("unknown schema fingerprint [0-9a-f]{16}; known records are \\[.*Features.*\\]");
  }

  @Test
  void shouldDeadLetterAWrongKey() throws Exception {
    refuse(raw("k", clip("x", 0), 7));

    assertDeadLetter(
        "the record's key is 'k'; must be its clip id 'x'",
        "dev.tandem.stream.door.RejectedRecordException");
  }

  @Test
  void shouldCutWhatIsTooLongForTheDeadLetterTopic() throws Exception {
    refuse(raw("x".repeat(1 << 20), new byte[15 << 20], 0, 1));

    assertThat(header("cut-from")).isEqualTo(Integer.toString(16 << 20));
    assertThat(deadLetter().key()).hasSize(512 << 10);
    assertThat(deadLetter().value()).hasSize(512 << 10);
  }

  @Test
  void shouldNotQuoteAtLengthWhatCameIn() throws Exception {
    refuse(raw("y".repeat(5000), clip("x", 0), 7));

    assertThat(header("reason")).hasSize(1001).endsWith("…");
  }

  @Test
  void shouldSayInADeadLetterWhereTheRecordLies() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    refuse(raw("k", (byte[]) null, 0, 7));

    OutRecord letter = deadLetter();
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("k");
    assertThat(Instant.ofEpochMilli(letter.timestamp()))
        .isBetween(before, Instant.now().plusMillis(1));
    assertThat(letter.headers().keySet())
        .containsExactly(
            "exception", "offset", "partition", "reason", "stream", "timestamp", "topic");
    assertThat(List.of(header("topic"), header("partition"), header("offset")))
        .containsExactly("t", "0", "7");
    assertThat(header("timestamp")).isEqualTo("7");
  }

  @Test
  void shouldNotMoveTheWatermarkForWhatIsInvalid() throws Exception {
    begin(0);
    send(clip("x", 10), 0, 60);
    door.processElement(raw("k", clip("x", 0), 5000), 0);

    assertThat(watermarks()).containsExactly(60L);
  }

  @ParameterizedTest
  @ValueSource(longs = {-500_000_000, 500_000_000})
  void shouldDeadLetterWhatLiesFarFromItsPartitionsTime(long far) throws Exception {
    begin(0);
    send(clip("x", 10), 0, 60);
    send(clip("far", far), 0, far);
    send(clip("y", 20), 0, 70);

    assertThat(header("reason")).contains("its partition's time", "stream.max-leap is 100s");
    assertThat(header("exception")).isEqualTo(FarOffRecordException.class.getName());
    assertThat(door.extractOutputValues()).extracting(Part::clipId).containsExactly("x", "y");
    assertThat(watermarks()).containsExactly(60L, 70L);
    assertThat(tallies()).containsExactly(Tally.INVALID);
  }

  @ParameterizedTest
  @EnumSource
  void shouldDeadLetterAMarkFarFromItsPartitionsTime(MarkKind kind) throws Exception {
    begin(0);
    send(clip("x", 10), 0, 60);
    long far = 500_000_000;
    door.processElement(raw("junk", mark(kind, "junk", far), far), far);

    assertThat(header("reason")).contains(" ahead of its partition's time");
    assertThat(watermarks()).containsExactly(60L);
  }

  /** What the source is told for flow control. */
  @Test
  void shouldAnswerWithThePartitionsTimeWhateverComesIn() throws Exception {
    begin(0, 1);
    send(clip("x", 10), 0, 60);
    for (long time : List.of(-500_000_000L, 61L, 500_000_000L)) {
      assertThat(answer(raw("k", "hello".getBytes(UTF_8), 0, time))).isEqualTo(60);
      assertThat(answer(raw("far", Wire.encode(clip("far", time)), 1, time))).isLessThan(62);
    }

    restore(door.snapshot(1, 1));
    assign(0, 1);
    assertThat(answer(raw("k", (byte[]) null, 0, 500_000_000))).isEqualTo(60);
  }

  @Test
  void shouldSayNothingToTheSourceBeforeThePartitionTellsATime() throws Exception {
    assign(0);

    assertThat(answer(raw("k", (byte[]) null, 0, 60))).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldMarkAPartThatCameAfterItsClipClosed() throws Exception {
    begin(0);
    send(clip("new", 150), 0, 160);
    send(clip("old", 50), 0, 60);
    send(clip("in time", 61), 0, 70);

    assertThat(door.extractOutputValues())
        .extracting(Part::clipId, Part::late)
        .containsExactly(tuple("new", false), tuple("old", true), tuple("in time", false));
    assertThat(tallies()).containsExactly(Tally.LATE);
  }

  @Test
  void shouldJudgeAPartByItsOwnTimeToo() throws Exception {
    begin(0);
    send(clip("slow", 0), 0, 100);

    assertThat(door.extractOutputValues()).extracting(Part::late).containsExactly(true);
  }

  @Test
  void shouldOnlyTallyWhatCameAfterItsTombstone() throws Exception {
    begin(0);
    send(clip("new", 150), 0, 160);
    send(clip("forgotten", 10), 0, 20);
    send(clip("remembered", 11), 0, 20);

    assertThat(door.extractOutputValues())
        .extracting(Part::clipId)
        .containsExactly("new", "remembered");
    assertThat(tallies()).containsExactly(Tally.LATE, Tally.LATE);
  }

  @Test
  void shouldHoldTheWatermarkForAPartitionWithoutRecords() throws Exception {
    begin(0, 1);
    send(clip("x", 10), 0, 60);
    assertThat(watermarks()).isEmpty();

    send(clip("y", 10), 1, 40);

    assertThat(watermarks()).containsExactly(40L);
  }

  @Test
  void shouldEmitTheLeastOfItsPartitions() throws Exception {
    begin(0, 1);
    send(clip("a", 10), 0, 60);
    send(clip("b", 10), 1, 40);
    send(clip("c", 80), 1, 90);
    send(clip("d", 80), 0, 85);

    assertThat(watermarks()).containsExactly(40L, 60L, 85L);
  }

  @Test
  void shouldFollowMarks() throws Exception {
    assign(0);
    door.processElement(raw("cam", mark(MarkKind.START, "cam", 5), 5), 5);
    door.processElement(raw("cam", mark(MarkKind.HEARTBEAT, "cam", 50), 50), 50);
    door.processElement(raw("cam", mark(MarkKind.END, "cam", 70), 70), 70);

    assertThat(watermarks()).containsExactly(50L, 570L);
    assertThat(door.extractOutputValues()).isEmpty();
  }

  @Test
  void shouldKeepItsClocksInACheckpoint() throws Exception {
    begin(0, 1);
    send(clip("a", 10), 0, 60);
    send(clip("b", 10), 1, 40);
    restore(door.snapshot(1, 1));
    assertThat(watermarks()).isEmpty();

    assign(0, 1);
    assertThat(watermarks()).containsExactly(40L);
    send(clip("late", -60), 0, 1);

    assertThat(door.extractOutputValues()).extracting(Part::late).containsExactly(true);
  }

  @Test
  void shouldKeepItsClocksInACheckpointBeforeTheAssignment() throws Exception {
    begin(0);
    send(clip("a", 10), 0, 60);
    restore(door.snapshot(1, 1));
    restore(door.snapshot(2, 2));
    assign(0);

    assertThat(watermarks()).containsExactly(60L);
  }

  @Test
  void shouldPreferTheClockOfTheReaderOfAPartition() throws Exception {
    begin(0);
    send(clip("a", 10), 0, 60);
    OperatorSubtaskState first = door.snapshot(1, 1);
    restore(first);
    OperatorSubtaskState unread = door.snapshot(2, 2);
    begin(0);
    send(clip("b", 70), 0, 90);
    OperatorSubtaskState read = door.snapshot(3, 3);

    restore(OneInputStreamOperatorTestHarness.repackageState(read, unread));
    assign(0);

    assertThat(watermarks()).containsExactly(90L);
  }

  @Test
  void shouldCountWhatItDoesNotLetIn() throws Exception {
    begin(0);
    send(clip("new", 150), 0, 160);
    send(clip("late", 50), 0, 60);
    send(clip("late, too", 50), 0, 60);
    door.processElement(raw("k", (byte[]) null, 0, 7), 7);

    assertThat(metrics.value(JobMetric.UNUSED_RECORDS, "late")).isEqualTo(2);
    assertThat(metrics.value(JobMetric.UNUSED_RECORDS, "invalid")).isEqualTo(1);
    assertThat(metrics.value(JobMetric.STREAM_UNUSED_RECORDS, TestingRecords.STREAM, "late"))
        .isEqualTo(2);
    assertThat(metrics.value(JobMetric.STREAM_UNUSED_RECORDS, PerStream.UNKNOWN, "invalid"))
        .isEqualTo(1);
  }

  @Test
  void shouldSayWhichStreamSendsWhatCannotBeUsed() throws Exception {
    begin(0);
    door.processElement(raw("other key", clip("x", 10), 60), 60);

    assertThat(metrics.value(JobMetric.STREAM_UNUSED_RECORDS, TestingRecords.STREAM, "invalid"))
        .isEqualTo(1);
    assertThat(header("stream")).isEqualTo(TestingRecords.STREAM);
  }

  @Test
  void shouldExcludeWhatIsOfAClipBeforeTheFirst() throws Exception {
    begin(0);
    send(clip("x", -1_001), 0, 60);

    assertThat(door.extractOutputValues()).isEmpty();
    assertThat(watermarks()).containsExactly(60L);
    assertThat(metrics.value(JobMetric.STREAM_UNUSED_RECORDS, TestingRecords.STREAM, "excluded"))
        .isEqualTo(1);
  }

  @Test
  void shouldCountNothingForWhatItLetsIn() throws Exception {
    begin(0);
    send(clip("x", 10), 0, 60);
    send(clip("y", 20), 0, 70);

    assertThat(metrics.count(JobMetric.STREAM_UNUSED_RECORDS)).isZero();
    assertThat(metrics.value(JobMetric.UNUSED_RECORDS, "late")).isZero();
  }

  @Test
  void shouldMeasureItsWatermarkNowAndThen() throws Exception {
    begin(0, 1);
    send(clip("a", 10), 0, 60);
    send(clip("b", 10), 1, 40);
    door.setProcessingTime(60_000);

    assertThat(metrics.value(JobMetric.WATERMARK_LAG, "t")).isEqualTo(0.02);
    assertThat(metrics.value(JobMetric.WATERMARK_HOLDER, "t", "1", TestingRecords.STREAM))
        .isEqualTo(1);
  }

  @Test
  void shouldNotLetTheWallClockDecide() throws Exception {
    begin(0);
    send(clip("x", 10), 0, 60);
    int before = door.getOutput().size();
    door.setProcessingTime(10_000_000);

    assertThat(door.getOutput()).hasSize(before);
  }

  private long answer(RawRecord raw) throws Exception {
    door.processElement(raw, raw.origin().timestamp());
    return raw.answer().watermark();
  }

  private void refuse(RawRecord raw) throws Exception {
    begin(0);
    door.processElement(raw, 0);
    assertThat(door.getOutput()).isEmpty();
    assertThat(tallies()).containsExactly(Tally.INVALID);
  }

  private void assertDeadLetter(String reason, String exception) {
    assertThat(header("reason")).isEqualTo(reason);
    assertThat(header("exception")).isEqualTo(exception);
  }

  private String header(String name) {
    return new String(deadLetter().headers().get(name), UTF_8);
  }

  private OutRecord deadLetter() {
    return door.getSideOutput(Door.DEAD_LETTERS).element().getValue();
  }

  private List<Tally> tallies() {
    Queue<StreamRecord<Tally>> tallies = door.getSideOutput(Door.TALLIES);
    return tallies == null ? List.of() : tallies.stream().map(StreamRecord::getValue).toList();
  }

  private List<Long> watermarks() {
    return door.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(mark -> ((Watermark) mark).getTimestamp())
        .toList();
  }

  /** The partitions are assigned, and the stream has begun in them. */
  private void begin(Integer... partitions) throws Exception {
    assign(partitions);
    byte[] start = Wire.encode(mark(MarkKind.START, TestingRecords.STREAM, -500));
    for (int partition : partitions) {
      door.processElement(raw(TestingRecords.STREAM, start, partition, -500), -500);
    }
    door.getOutput().clear();
  }

  private void assign(Integer... partitions) throws Exception {
    door.processElement(
        new Assignment(Stream.of(partitions).map(p -> new TopicPartition("t", p)).toList()), 0);
  }

  private void send(Features features, int partition, long time) throws Exception {
    door.processElement(raw(features.getClipId(), Wire.encode(features), partition, time), time);
  }

  private static Features clip(String id, long clipTime) {
    return audio(id, clipTime, 1, 2, 3, 4).build();
  }

  private void restore(OperatorSubtaskState state) throws Exception {
    door.close();
    door = newDoor();
    door.initializeState(state);
    door.open();
  }

  private OneInputStreamOperatorTestHarness<SourceItem, Part> newDoor() throws Exception {
    metrics = new TestingMetrics();
    OneInputStreamOperatorTestHarness<SourceItem, Part> harness =
        new OneInputStreamOperatorTestHarness<>(
            new Door<>(
                Part.class, Map.of("t", new FeatureReader(0, TestingRecords.AUDIO)), SETTINGS),
            SourceItemSerializer.TYPE.serializer(),
            metrics.environment());
    harness.setup(PartSerializer.TYPE.serializer());
    return harness;
  }
}
