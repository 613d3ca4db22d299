package dev.tandem.learner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdwinTest {

  private static final double DELTA = 0.002;

  @Test
  void shouldKeepEverythingWhileNothingChanges() {
    SplittableRandom random = new SplittableRandom(1);
    Adwin adwin = new Adwin(DELTA);
    int alarms = 0;
    for (int i = 0; i < 20_000; i++) {
      adwin.add(random.nextDouble() < 0.3 ? 1 : 0);
      alarms += adwin.shrink() ? 1 : 0;
    }

    assertThat(alarms).isZero();
    assertThat(adwin.width()).isEqualTo(20_000);
    assertThat(adwin.mean()).isCloseTo(0.3, within(0.01));
  }

  @Test
  void shouldForgetWhatWasBeforeAnAbruptChange() {
    SplittableRandom random = new SplittableRandom(2);
    Adwin adwin = new Adwin(DELTA);
    for (int i = 0; i < 2000; i++) {
      adwin.add(random.nextDouble() < 0.1 ? 1 : 0);
      adwin.shrink();
    }
    int delay = 0;
    boolean found = false;
    while (!found) {
      adwin.add(random.nextDouble() < 0.6 ? 1 : 0);
      delay++;
      found = adwin.shrink();
    }
    for (int i = 0; i < 500; i++) {
      adwin.add(random.nextDouble() < 0.6 ? 1 : 0);
      adwin.shrink();
    }

    assertThat(delay).isLessThan(100);
    assertThat(adwin.width()).isLessThan(700);
    assertThat(adwin.mean()).isCloseTo(0.6, within(0.08));
  }

  /** Two halves of n/2: the bound at the middle cut, worked out from the formula. */
  @Test
  void shouldCutWhereTheBoundSays() {
    // variance 1/4 at n = 64 halves of 0 and 1: ln(2 ln 64 / 0.002) = 8.333; 1/m = 1/16;
    // √(2/16 · 1/4 · 8.333) + 2/48 · 8.333 = 0.5103 + 0.3472 = 0.8575 < 1
    Adwin large = filled(32, 1);
    // n = 40: ln(2 ln 40 / 0.002) = 8.213; 1/m = 1/10; 0.6408 + 0.5475 = 1.188 > 1
    Adwin small = filled(20, 1);

    assertThat(large.shrink()).isTrue();
    assertThat(large.mean()).isGreaterThan(0.5);
    assertThat(small.shrink()).isFalse();
    assertThat(small.width()).isEqualTo(40);
  }

  private static Adwin filled(int half, double then) {
    Adwin adwin = new Adwin(DELTA);
    for (int i = 0; i < 2 * half; i++) {
      adwin.add(i < half ? 0 : then);
    }
    return adwin;
  }
}
