package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeapWatchTest {
  private static final long REPEAT = LeapWatch.REPEAT.toMillis();

  private final LeapWatch watch = new LeapWatch("t");
  private final TreeMap<Integer, PartitionClock> clocks = new TreeMap<>();
  private final PartitionClock clock = new PartitionClock(new ClockRules(1_000, 500, 100_000));

  @BeforeEach
  void assign() {
    clocks.put(3, clock);
    clock.start("cam", 10);
    clock.advance("cam", 10);
  }

  @Test
  void shouldBeQuietWhereTimesAgree() {
    clock.advance("cam", 20);

    assertThat(watch.look(clocks, 0)).isEmpty();
  }

  @Test
  void shouldTellWhoIsAhead() {
    clock.advance("wrong", 50_000);

    assertThat(watch.look(clocks, 0))
        .contains(
            "records of topic t: stream wrong is more than stream.expiry ahead of the others in partition 3, and its"
                + " clips wait for them: mend its clock, or that of the others");
    assertThat(watch.look(clocks, REPEAT - 1)).isEmpty();
    assertThat(watch.look(clocks, REPEAT)).isPresent();
  }

  @Test
  void shouldTellHowManyWereRefusedAndWhyTheLast() {
    watch.refused(new Origin("t", 3, 6, 0), "too far");
    watch.refused(new Origin("t", 3, 7, 0), "much too far");

    assertThat(watch.look(clocks, 0))
        .contains(
            "records of topic t: 2 became dead letters because of their time, the last at partition 3 offset 7: much"
                + " too far");
    assertThat(watch.look(clocks, REPEAT)).isEmpty();
    watch.refused(new Origin("t", 3, 8, 0), "too far");
    assertThat(watch.look(clocks, 2 * REPEAT)).get().asString().contains(": 1 became dead letters");
  }
}
