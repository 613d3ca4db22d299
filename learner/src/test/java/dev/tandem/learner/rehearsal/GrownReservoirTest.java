package dev.tandem.learner.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.Learner;
import dev.tandem.learner.TestingClips;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a learner that has filled its reservoir keeps of it when a class comes. */
class GrownReservoirTest {

  private static final Architecture PAIR = TestingClips.pair();

  /** 8 clips are 2 of each of 3 classes, and of 4. */
  @Test
  void shouldKeepEveryClipWhereThereIsRoom() {
    Learner small = filled(8);
    ReservoirState before = small.state().reservoir();
    try (Learner grown = small.grownBy(List.of("late"))) {
      ReservoirState after = grown.state().reservoir();

      for (int c = 0; c < 3; c++) {
        assertThat(ids(after, c)).hasSize(2).isEqualTo(ids(before, c));
      }
      assertThat(ids(after, 3)).isEmpty();
      requireSeen(before, after);
    }
  }

  /** 12 clips are 4 of each of 3 classes, but 3 of each of 4. */
  @Test
  void shouldKeepSomeClipsOfEachClassWhereThereIsLessRoom() {
    Learner small = filled(12);
    ReservoirState before = small.state().reservoir();
    try (Learner grown = small.grownBy(List.of("late"))) {
      ReservoirState after = grown.state().reservoir();

      for (int c = 0; c < 3; c++) {
        assertThat(ids(before, c)).hasSize(4).containsAll(ids(after, c));
        assertThat(ids(after, c)).hasSize(3).doesNotHaveDuplicates();
      }
      assertThat(ids(after, 3)).isEmpty();
      requireSeen(before, after);
    }
  }

  @Test
  void shouldGiveTheNewClassAsMuchRoomAsTheOthers() {
    try (Learner grown = filled(12).grownBy(List.of("late"))) {
      for (int k = 0; k < 5; k++) {
        grown.train(TestingClips.batch(PAIR.withClasses(4), 16, 100 + k));
      }
      ReservoirState after = grown.state().reservoir();

      assertThat(after.clips()).hasSize(4).allSatisfy(kept -> assertThat(kept).hasSize(3));
      assertThat(after.seen().stream().mapToLong(Long::longValue).sum()).isEqualTo(10 * 16);
    }
  }

  private static void requireSeen(ReservoirState before, ReservoirState after) {
    List<Long> seen = new ArrayList<>(before.seen());
    seen.add(0L);
    assertThat(after.seen()).isEqualTo(seen);
  }

  private static Learner filled(int clips) {
    LearnerSettings settings =
        TestingClips.settings(PAIR).withRehearsal(RehearsalSettings.defaults().withClips(clips));
    Learner learner = Learner.create(settings);
    for (int k = 0; k < 5; k++) {
      learner.train(TestingClips.batch(PAIR, 16, k));
    }
    return learner;
  }

  private static List<String> ids(ReservoirState state, int c) {
    return state.clips().get(c).stream()
        .map(kept -> kept.sample().clip().example().clipId())
        .toList();
  }
}
