package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.door.SourceItem.Assignment;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.wire.RoundTrip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoorSerializersTest {

  @Test
  void shouldRoundTripARecord() {
    assertRoundTrip(raw("k", new byte[] {1, 2}));
  }

  @Test
  void shouldRoundTripARecordWithoutAValue() {
    assertRoundTrip(raw("", null));
  }

  @Test
  void shouldRoundTripAnAssignment() {
    assertRoundTrip(
        new Assignment(List.of(new TopicPartition("a", 0), new TopicPartition("b", 7))));
    assertRoundTrip(new Assignment(List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void shouldRoundTripATally(Tally tally) {
    assertThat(RoundTrip.of(Tally.TYPE.serializer(), tally)).isSameAs(tally);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameATallyByWhatItIs(Tally tally) {
    assertThat(tally.total()).isEqualToIgnoringCase("records" + tally.name());
  }

  private static RawRecord raw(String key, byte[] value) {
    return new RawRecord(new Origin("t", 3, 4, 4), key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static void assertRoundTrip(SourceItem item) {
    assertThat(RoundTrip.of(SourceItemSerializer.TYPE.serializer(), item))
        .usingRecursiveComparison()
        .isEqualTo(item);
  }
}
