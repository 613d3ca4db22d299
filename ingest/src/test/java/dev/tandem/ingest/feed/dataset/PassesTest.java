package dev.tandem.ingest.feed.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PassesTest {

  @Test
  void shouldGiveEveryItemOnceInEachPass() {
    List<Integer> given = all(new Passes(7, true, 5, 3));

    assertThat(given).hasSize(15);
    for (int pass = 0; pass < 3; pass++) {
      assertThat(given.subList(5 * pass, 5 * pass + 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
    assertThat(given).isEqualTo(all(new Passes(7, true, 5, 3)));
    assertThat(given).isNotEqualTo(all(new Passes(8, true, 5, 3)));
    assertThat(all(new Passes(7, false, 2, 2))).containsExactly(0, 1, 0, 1);
  }

  @Test
  void shouldNotGiveAgainWhatIsLeftOut() {
    Passes passes = new Passes(0, false, 3, 2);
    passes.next();
    passes.next();
    assertThat(passes.isFirst()).isTrue();
    passes.leaveOut(1);

    assertThat(all(passes)).containsExactly(2, 0, 2);
    assertThat(passes.isFirst()).isFalse();
    assertThat(passes.share()).isEqualTo(1);
  }

  @Test
  void shouldEndWhereNothingIsLeft() {
    Passes passes = new Passes(0, true, 1, 10_000);
    passes.leaveOut(passes.next().orElseThrow());

    assertThat(passes.next()).isEmpty();
  }

  private static List<Integer> all(Passes passes) {
    List<Integer> all = new ArrayList<>();
    for (OptionalInt item = passes.next(); item.isPresent(); item = passes.next()) {
      all.add(item.getAsInt());
    }
    return all;
  }
}
