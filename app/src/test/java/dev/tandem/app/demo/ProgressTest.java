package dev.tandem.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cluster.Interruption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong seconds = new AtomicLong();
  private final Interruption interruption = new Interruption();

  private Progress progress(Runnable check) {
    return new Progress(
        Duration.ofSeconds(30),
        interruption,
        check,
        () -> TimeUnit.SECONDS.toNanos(seconds.addAndGet(20)));
  }

  @Test
  void shouldNameTheStageThatStandsStill() {
    assertThatThrownBy(() -> progress(() -> {}).await(Stage.TRAINING, () -> "step 7", () -> false))
        .isInstanceOf(StageException.class)
        .hasMessage(
            "training stood still for 30s (step 7); see the log, or give it longer with --deadline");
  }

  @Test
  void shouldLetAStageTakeAsLongAsItMoves() {
    AtomicLong steps = new AtomicLong();

    boolean ended =
        progress(() -> {})
            .await(Stage.TRAINING, () -> "step " + steps.incrementAndGet(), () -> steps.get() > 9);

    assertThat(ended).isTrue();
  }

  @Test
  void shouldWaitForPeopleHoweverLongNothingMoves() {
    boolean ended = progress(() -> {}).awaitPeople(Stage.TRAINING, () -> seconds.get() > 600);

    assertThat(ended).isTrue();
  }

  @Test
  void shouldFailWithWhatFailedBehindIt() {
    Progress progress =
        progress(
            () -> {
              throw new IllegalStateException("tandem train av failed: no space");
            });

    assertThatThrownBy(() -> progress.await(Stage.TRAINING, () -> "", () -> false))
        .hasMessage("tandem train av failed: no space");
  }

  @Test
  void shouldEndWhenTheUserInterrupts() {
    interruption.request();

    assertThat(progress(() -> {}).await(Stage.TRAINING, () -> "", () -> false)).isFalse();
  }
}
