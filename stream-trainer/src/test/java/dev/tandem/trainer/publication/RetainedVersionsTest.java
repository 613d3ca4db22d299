package dev.tandem.trainer.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.trainer.publication.PublicationState.Retained;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class RetainedVersionsTest {
  private final Random random = new Random(7);

  /** As a list that is copied each time; words and retention change, and jobs go back. */
  @Test
  void shouldHoldWhatACopyWould() {
    List<RetainedVersions> lists = new ArrayList<>(List.of(RetainedVersions.of(List.of())));
    List<List<Retained>> copies = new ArrayList<>(List.of(List.of()));
    for (int round = 1; round <= 2_000; round++) {
      int back = random.nextInt(10) == 0 ? random.nextInt(lists.size()) : lists.size() - 1;
      int retain = 1 + random.nextInt(40);
      int word = 2 + random.nextInt(20);
      IntPredicate kept = version -> version % word == 0;
      Retained next = new Retained(round, 1);

      lists.add(lists.get(back).next(next, retain, kept));
      copies.add(copy(copies.get(back), next, retain, kept));
    }

    for (int i = 0; i < lists.size(); i++) {
      assertThat(lists.get(i)).isEqualTo(copies.get(i));
    }
  }

  private static List<Retained> copy(
      List<Retained> before, Retained next, int retain, IntPredicate kept) {
    List<Retained> all = new ArrayList<>(before);
    all.add(next);
    int first = Math.max(0, all.size() - retain);
    List<Retained> left = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i >= first || kept.test(all.get(i).version())) {
        left.add(all.get(i));
      }
    }
    return left;
  }

  @Test
  void shouldHaveNothingBehindItsEnd() {
    RetainedVersions one = RetainedVersions.of(List.of(new Retained(1, 1)));
    RetainedVersions two = one.next(new Retained(2, 1), 5, version -> false);

    assertThat(two).hasSize(2);
    assertThatThrownBy(() -> one.get(1)).hasMessage("index is 1 of 1");
  }
}
