package dev.tandem.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadRowTest {
  @Test
  void shouldMeasureEachAtThreeGrowingSizesOrMore() {
    assertThat(ThreadRow.ALL)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.sizes()).hasSizeGreaterThanOrEqualTo(3).isSorted());
  }

  @Test
  void shouldDoSomethingAgainAndAgain() {
    for (ThreadRow row : ThreadRow.ALL) {
      Grower.Work work = row.work().apply(row.sizes().get(1));
      for (int i = 0; i < 3; i++) {
        work.prepare();
        assertThat(work.run()).as(row.toString()).isPositive();
      }
    }
  }
}
