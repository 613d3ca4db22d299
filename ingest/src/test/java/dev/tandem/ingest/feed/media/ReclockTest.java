package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReclockTest {
  private static final int RATE = 8_000;
  private static final int PIECE = 400;

  private final Reclock reclock = new Reclock();

  @Test
  void shouldLeaveSoundAloneThatIsInItsPlace() {
    float[] samples = tone(0);

    assertThat(reclock.apply(samples, RATE / 200, RATE)).isSameAs(samples);
    assertThat(reclock.apply(samples, -RATE / 200, RATE)).isSameAs(samples);
  }

  @Test
  void shouldBringSoundBackByAFewSamplesAPiece() {
    for (int ppm : new int[] {200, -200, 4_000, -4_000}) {
      Reclock each = new Reclock();
      double due = 0;
      long laid = 0;
      long worst = 0;
      for (int i = 0; i < 4_000; i++) {
        long off = Math.round(due) - laid;
        worst = Math.max(worst, Math.abs(off));
        int length = each.apply(tone(i), off, RATE).length;
        assertThat(Math.abs(length - PIECE)).as("samples more or fewer").isLessThanOrEqualTo(2);
        laid += length;
        due += PIECE * (1 + ppm / 1e6);
      }
      assertThat(worst).as("samples off at %d ppm", ppm).isLessThan(RATE * 25L / 1_000);
    }
  }

  @Test
  void shouldStretchWithoutASeam() {
    for (int off : new int[] {RATE / 50, -RATE / 50}) {
      float last = Float.NaN;
      float before = Float.NaN;
      double most = 0;
      for (int i = 0; i < 20; i++) {
        for (float sample : new Reclock().apply(tone(i), off, RATE)) {
          if (!Float.isNaN(before)) {
            most = Math.max(most, Math.abs(sample - 2.0 * last + before));
          }
          before = last;
          last = sample;
        }
      }
      double bend = Math.pow(2 * Math.PI * 200 / RATE, 2);
      assertThat(most).as("how much a tone bends").isCloseTo(bend, within(bend * 0.1));
    }
  }

  private static float[] tone(int piece) {
    float[] samples = new float[PIECE];
    for (int i = 0; i < PIECE; i++) {
      samples[i] = (float) Math.sin(2 * Math.PI * 200 * (piece * PIECE + i) / RATE);
    }
    return samples;
  }
}
