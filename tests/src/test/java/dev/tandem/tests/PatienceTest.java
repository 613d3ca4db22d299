package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration STANDSTILL = Duration.ofSeconds(50);

  private final AtomicLong seconds = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();

  /** Twenty seconds pass between two looks. */
  private final Patience patience =
      new Patience(STANDSTILL, () -> Duration.ofSeconds(seconds.addAndGet(20)).toNanos());

  @Test
  void shouldWaitForWhatIsSlow() {
    patience.await(() -> steps.get() == 20, steps::incrementAndGet);

    assertThat(seconds.get()).isGreaterThan(2 * STANDSTILL.toSeconds());
  }

  @Test
  void shouldGiveUpWhatStandsStillAndSayWhatWasSeen() {
    assertThatThrownBy(
            () -> patience.await(() -> false, () -> "step " + Math.min(3, steps.incrementAndGet())))
        .isInstanceOf(AssertionError.class)
        .hasMessage("nothing has moved for 60 s; last seen: step 3");
  }

  @Test
  void shouldSayWhatFailedMeanwhile() {
    IllegalStateException gone = new IllegalStateException("the process has ended");

    assertThatThrownBy(
            () ->
                patience.await(
                    () -> {
                      throw gone;
                    },
                    steps::get))
        .isSameAs(gone);
  }
}
