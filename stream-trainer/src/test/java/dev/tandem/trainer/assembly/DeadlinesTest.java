package dev.tandem.trainer.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  @Test
  void shouldGiveThemByTimeThenIdHoweverTheyCame() {
    for (int time : List.of(5, 9, 3, 9, 4, 12, 7)) {
      deadlines.add(time, "b" + time);
      deadlines.add(time, "a" + time);
    }

    List<String> order = new ArrayList<>();
    while (deadlines.isDue(9)) {
      order.add(deadlines.poll().clipId());
    }
    assertThat(order)
        .containsExactly("a3", "b3", "a4", "b4", "a5", "b5", "a7", "b7", "a9", "a9", "b9", "b9");
    assertThat(deadlines.size()).isEqualTo(2);
  }

  @Test
  void shouldBeDueAtItsTime() {
    deadlines.add(5, "x");

    assertThat(deadlines.isDue(4)).isFalse();
    assertThat(deadlines.isDue(5)).isTrue();
    assertThat(new Deadlines().isDue(Long.MAX_VALUE)).isFalse();
  }
}
