package dev.tandem.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ShadowComparison;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ShadowFiguresTest {
  private final ShadowFigures figures =
      new ShadowFigures(new ModelKey("av", 1, 8), new ModelKey("av", 1, 9));

  @Test
  void shouldSumTheBatchesOfBothVersions() {
    offer(batch(9, 8, 64, 0.25));
    offer(batch(9, 8, 36, 0.5));

    assertThat(figures.lines())
        .containsExactly(
            "av@1.8 in the shadow of av@1.9: 100 clips, 98.00% with the same class, probabilities differ by 0.0200, at most 0.5000; 6 not answered");
  }

  @Test
  void shouldTellTheWaysRoundApart() {
    offer(batch(9, 8, 10, 0.25));
    offer(batch(8, 9, 20, 0.25));

    assertThat(figures.lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("av@1.9 in the shadow of av@1.8: 20 clips"),
            line -> assertThat(line).startsWith("av@1.8 in the shadow of av@1.9: 10 clips"));
  }

  @Test
  void shouldPassOverOtherVersionsAndForeignRecords() {
    offer(batch(9, 7, 10, 0.25));
    offer(batch(8, 0, 10, 0.25));
    offer("foreign".getBytes(StandardCharsets.UTF_8));

    assertThat(figures.lines()).isEmpty();
  }

  private static byte[] batch(int version, int shadow, int clips, double largest) {
    return Wire.encode(
        new ShadowComparison(
            "av",
            1,
            version,
            "av",
            1,
            shadow,
            Instant.EPOCH,
            clips,
            clips - 1,
            3,
            1.0,
            largest,
            2.0));
  }

  private void offer(byte[] value) {
    figures.offer(new ConsumerRecord<>("av.shadows.v1", 0, 0, "key", value));
  }
}
