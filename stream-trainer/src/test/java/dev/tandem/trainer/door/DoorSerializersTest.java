package dev.tandem.trainer.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.door.SourceItem.Assignment;
import dev.tandem.trainer.wire.RoundTrip;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoorSerializersTest {

  @Test
  void shouldRoundTripARecord() {
    assertRoundTrip(TestingRecords.raw("k", new byte[] {1, 2}, 3, 4));
  }

  @Test
  void shouldRoundTripARecordWithoutAValue() {
    assertRoundTrip(TestingRecords.raw("", (byte[]) null, 3, 4));
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

  private static void assertRoundTrip(SourceItem item) {
    assertThat(RoundTrip.of(SourceItemSerializer.TYPE.serializer(), item))
        .usingRecursiveComparison()
        .isEqualTo(item);
  }
}
