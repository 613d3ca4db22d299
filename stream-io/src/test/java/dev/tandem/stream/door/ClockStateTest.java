package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.RoundTrip;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ClockStateTest {
  private static final ClockRules RULES = new ClockRules(1_000, 500, 100_000);

  @Test
  void shouldReadVersionTwoInWhichNobodyIsAhead() throws IOException {
    ByteArrayOutputStream clock = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(clock);
    out.writeLong(10);
    out.writeLong(30);
    writeTimes(out, "a", 10);
    writeTimes(out, "b", 30); // ended
    PartitionClock read = read(entry(2, clock.toByteArray()));

    assertThat(read.watermark()).isEqualTo(10);
    read.advance("b", 5);
    read.end("a", 12);
    assertThat(read.watermark()).isEqualTo(30 + 500);
  }

  @Test
  void shouldReadVersionThreeWithOnePlace() throws IOException {
    ByteArrayOutputStream clock = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(clock);
    out.writeLong(10);
    out.writeLong(Long.MIN_VALUE);
    writeTimes(out, "a", 10);
    writeTimes(out);
    writeTimes(out, "ahead", 50_900);
    out.writeLong(50_000);
    out.writeLong(50_900);
    out.writeBoolean(true);
    PartitionClock read = read(entry(3, clock.toByteArray()));

    assertThat(read.watermark()).isEqualTo(10);
    read.advance("ahead", 51_001);
    assertThat(read.watermark()).isEqualTo(51_001);
  }

  @Test
  void shouldNotTellTheTimeOfAFirstRecordThatVersionThreeHadPresent() throws IOException {
    ByteArrayOutputStream clock = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(clock);
    out.writeLong(50);
    out.writeLong(Long.MIN_VALUE);
    writeTimes(out, "a", 50);
    writeTimes(out);
    writeTimes(out);
    out.writeLong(0);
    out.writeLong(Long.MIN_VALUE);
    out.writeBoolean(false);
    PartitionClock read = read(entry(3, clock.toByteArray()));

    assertThat(read.watermark()).isEqualTo(Long.MIN_VALUE);
    read.advance("a", 40);
    assertThat(read.watermark()).isEqualTo(50);
  }

  @Test
  void shouldReadVersionFourWithPlacesAndARun() throws IOException {
    ByteArrayOutputStream clock = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(clock);
    out.writeLong(Long.MIN_VALUE);
    out.writeLong(Long.MIN_VALUE);
    writeTimes(out);
    writeTimes(out);
    writeTimes(out, "a", 10, "b", 5_010);
    out.writeInt(2);
    for (long place : new long[] {10, 5_010}) {
      out.writeLong(place);
      out.writeLong(place);
      out.writeBoolean(false);
    }
    out.writeLong(5_010); // the last of
    out.writeInt(2); // records in order
    out.writeBoolean(false);
    PartitionClock read = read(entry(4, clock.toByteArray()));

    assertThat(read.watermark()).isEqualTo(Long.MIN_VALUE);
    read.advance("c", 10_010);
    assertThat(read.watermark()).isEqualTo(10_010);
  }

  /** As a checkpoint is written while the clock goes on. */
  @Test
  void shouldNotChangeWithTheClock() {
    PartitionClock clock = new PartitionClock(RULES);
    clock.start("a", 10);
    clock.start("b", 20);
    ClockState state = state(List.of(clock));
    clock.advance("a", 700);
    clock.end("b", 700);
    clock.start("c", 700);

    PartitionClock then = PartitionClock.of(RULES, state.parts().get(0).clock());
    assertThat(then.watermark()).isEqualTo(10);
    then.advance("a", 600);
    assertThat(then.watermark()).isEqualTo(20);
    assertThat(then.slowest()).contains("b");
    assertThat(then.reached(OptionalLong.empty())).isEqualTo(20);
  }

  /** Names that come and go leave nothing behind. */
  @Test
  void shouldKeepApartWhoGotTheNumberOfAnother() {
    PartitionClock clock = new PartitionClock(RULES);
    clock.start("a", 10);
    clock.start("gone", 10);
    clock.advance("a", 900);
    clock.advance("a", 1_100);
    assertThat(clock.slowest()).contains("a");
    clock.start("new", 1_050);

    PartitionClock read = read(state(List.of(clock)));
    assertThat(read.slowest()).contains("new");
    read.advance("new", 1_200);
    assertThat(read.slowest()).contains("a");
    assertThat(read.isPast("gone", 1_200)).isFalse();
    assertThat(read.isPast("new", 1_200)).isTrue();
  }

  /** 23 bytes each when every partition had every name. */
  @Test
  void shouldTakeAFewBytesForAStreamInAPartition() throws IOException {
    List<PartitionClock> clocks = new ArrayList<>();
    for (int partition = 0; partition < 64; partition++) {
      PartitionClock clock = new PartitionClock(new ClockRules(600_000, 500, 100_000_000));
      for (int stream = 0; stream < 1_000; stream++) {
        clock.start("camera-" + stream, 1_767_225_600_000L + stream * 7919L % 5_000);
      }
      clocks.add(clock);
    }
    DataOutputSerializer out = new DataOutputSerializer(1 << 20);
    ClockState.TYPE.serializer().serialize(state(clocks), out);

    assertThat(out.length() / 64_000.0).isLessThan(4);
  }

  private static ClockState state(List<PartitionClock> clocks) {
    List<ClockState.Part> parts = new ArrayList<>();
    for (PartitionClock clock : clocks) {
      parts.add(new ClockState.Part("audio", parts.size(), true, clock.snapshot()));
    }
    return new ClockState(parts);
  }

  private static PartitionClock read(ClockState state) {
    ClockState read = RoundTrip.of(ClockState.TYPE.serializer(), state);
    return PartitionClock.of(RULES, read.parts().get(0).clock());
  }

  private static PartitionClock read(byte[] entry) throws IOException {
    ClockState read = ClockState.TYPE.serializer().deserialize(new DataInputDeserializer(entry));
    return PartitionClock.of(RULES, read.parts().get(0).clock());
  }

  /** Of one partition, as builds of before wrote it. */
  private static byte[] entry(int version, byte[] clock) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(version);
    Bytes.writeText("audio", out);
    out.writeInt(0);
    out.writeBoolean(true);
    if (version > 2) {
      out.writeInt(version);
    }
    Bytes.write(clock, out);
    return bytes.toByteArray();
  }

  private static void writeTimes(DataOutputStream out, Object... namesAndTimes) throws IOException {
    out.writeInt(namesAndTimes.length / 2);
    for (int i = 0; i < namesAndTimes.length; i += 2) {
      Bytes.writeText((String) namesAndTimes[i], out);
      out.writeLong(((Number) namesAndTimes[i + 1]).longValue());
    }
  }
}
