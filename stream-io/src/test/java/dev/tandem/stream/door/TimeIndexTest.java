package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeIndexTest {
  @Test
  void shouldHaveNeitherEarliestNorLatestWhereItIsEmpty() {
    TimeIndex index = new TimeIndex();
    index.put(3, 10);
    index.remove(3);
    index.remove(4);

    assertThat(index.isEmpty()).isTrue();
    assertThat(index.earliest(-1)).isEqualTo(-1);
    assertThat(index.latest(-1)).isEqualTo(-1);
    assertThat(index.get(3, -1)).isEqualTo(-1);
    assertThat(index.has(Numbering.UNKNOWN)).isFalse();
  }

  /** A mark may claim any time at all. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  void shouldKeepTheEndsOfTime(long time) {
    TimeIndex index = new TimeIndex();
    index.put(0, time);

    assertThat(index.size()).isEqualTo(1);
    assertThat(index.earliestNumber()).isZero();
    assertThat(index.latestNumber()).isZero();
    assertThat(index.earliest(0)).isEqualTo(index.latest(0)).isNotZero();
    index.remove(0);
    assertThat(index.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 17, 256, 300})
  void shouldKnowWhatLookingAtAllFinds(int numbers) {
    Random random = new Random(numbers);
    TimeIndex index = new TimeIndex();
    TreeMap<Integer, Long> all = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(numbers);
      if (random.nextInt(3) == 0) {
        index.remove(number);
        all.remove(number);
      } else {
        long time = random.nextInt(4) == 0 ? i : random.nextInt(50) - 25;
        index.put(number, time);
        all.put(number, time);
      }

      assertThat(index.size()).isEqualTo(all.size());
      assertThat(index.get(number, -99)).isEqualTo(all.getOrDefault(number, -99L));
      if (!all.isEmpty()) {
        long earliest = all.values().stream().mapToLong(t -> t).min().orElseThrow();
        long latest = all.values().stream().mapToLong(t -> t).max().orElseThrow();
        assertThat(index.earliest(0)).isEqualTo(earliest);
        assertThat(index.latest(0)).isEqualTo(latest);
        assertThat(all.get(index.earliestNumber())).isEqualTo(earliest);
        assertThat(all.get(index.latestNumber())).isEqualTo(latest);
      }
    }
  }
}
