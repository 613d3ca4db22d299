package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.stream.wire.RoundTrip;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {
  private static final ClockRules RULES = new ClockRules(1_000, 500, 100_000);

  private final PartitionClocks clocks = new PartitionClocks(RULES, true);

  @Test
  void shouldTellNoTimeBeforeAnythingIsAssigned() {
    assertThat(clocks.watermark()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldWaitForTheSlowestPartitionOfAnyTopic() {
    assign("audio", 0);
    assign("video", 0);
    advance("audio", 0, 70);
    assertThat(clocks.watermark()).isEqualTo(Long.MIN_VALUE);

    advance("video", 0, 40);

    assertThat(clocks.watermark()).isEqualTo(40);
  }

  @Test
  void shouldKeepTopicsApart() {
    assign("audio", 0);
    assign("video", 0);
    advance("audio", 0, 70);

    assertThat(clocks.of("audio").get(0).watermark()).isEqualTo(70);
    assertThat(clocks.of("video").get(0).watermark()).isEqualTo(Long.MIN_VALUE);
    assertThat(clocks.of("labels")).isEmpty();
  }

  @Test
  void shouldGoOnFromWhatWasRestoredOnceItIsAssigned() {
    assign("audio", 1);
    advance("audio", 1, 70);
    PartitionClocks next = restored(clocks, false);
    assertThat(next.watermark()).isEqualTo(Long.MIN_VALUE);

    next.assign(new TopicPartition("audio", 1));

    assertThat(next.watermark()).isEqualTo(70);
  }

  @Test
  void shouldHandOnWhatItDoesNotRead() {
    assign("audio", 0);
    assign("audio", 1);
    advance("audio", 1, 70);
    PartitionClocks next = restored(clocks, true);
    next.assign(new TopicPartition("audio", 0));

    assertThat(next.snapshot().parts())
        .extracting(ClockState.Part::topic, ClockState.Part::partition, ClockState.Part::read)
        .containsExactly(tuple("audio", 0, true), tuple("audio", 1, false));
    assertThat(next.snapshot().parts().get(1).clock().watermark()).isEqualTo(70);
  }

  /** Each subtask restores all; of as many copies one is enough. */
  @Test
  void shouldLeaveToAnotherWhatItDoesNotRead() {
    assign("audio", 0);
    assign("audio", 1);
    PartitionClocks next = restored(clocks, false);
    next.assign(new TopicPartition("audio", 0));

    assertThat(next.snapshot().parts()).extracting(ClockState.Part::partition).containsExactly(0);
  }

  @Test
  void shouldGoOnFromTheWordOfWhoReadIt() {
    assign("audio", 1);
    advance("audio", 1, 70);
    ClockState handedOn = restored(clocks, true).snapshot();
    advance("audio", 1, 90);
    PartitionClocks next = new PartitionClocks(RULES, false);
    next.restore(handedOn);
    next.restore(clocks.snapshot());
    next.restore(handedOn);
    next.assign(new TopicPartition("audio", 1));

    assertThat(next.watermark()).isEqualTo(90);
  }

  private void assign(String topic, int partition) {
    clocks.assign(new TopicPartition(topic, partition));
  }

  private void advance(String topic, int partition, long time) {
    Origin origin = new Origin(topic, partition, 0, time);
    clocks.of(origin).start("cam", time); // one record alone tells no time
    clocks.of(origin).advance("cam", time);
    clocks.moved(clocks.of(origin));
  }

  private static PartitionClocks restored(PartitionClocks from, boolean handsOn) {
    PartitionClocks next = new PartitionClocks(RULES, handsOn);
    next.restore(RoundTrip.of(ClockState.TYPE.serializer(), from.snapshot()));
    return next;
  }
}
