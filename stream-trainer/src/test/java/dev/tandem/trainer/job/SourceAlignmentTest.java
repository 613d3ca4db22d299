package dev.tandem.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.job.SourceAlignment.DoorsTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class SourceAlignmentTest {
  private static final long UNTOLD = Long.MIN_VALUE;

  private final ManualClock clock = new ManualClock();
  private final DoorsTime generator = new DoorsTime(clock);
  private final Progress progress = new Progress();

  /** How far the source says it is. */
  private static final class Progress implements WatermarkOutput {
    private final List<Long> told = new ArrayList<>();
    private boolean idle;

    @Override
    public void emitWatermark(Watermark watermark) {
      told.add(watermark.getTimestamp());
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  @Test
  void shouldTellThePartitionsTimeAndNeverTheRecords() {
    record(1_000_000, 50);
    record(70, 70);
    generator.onPeriodicEmit(progress);

    assertThat(progress.told).containsExactly(70L);
  }

  @Test
  void shouldSayNothingForWhatMovesNoClock() {
    record(70, 70);
    generator.onPeriodicEmit(progress);
    record(1_000_000, 70);
    generator.onPeriodicEmit(progress);

    assertThat(progress.told).containsExactly(70L);
  }

  @Test
  void shouldNotHoldTheOthersWhereThePartitionTellsNoTime() {
    record(1_000_000, UNTOLD);
    generator.onPeriodicEmit(progress);
    assertThat(progress.idle).isFalse();

    clock.advanceTime(Duration.ofSeconds(2));
    generator.onPeriodicEmit(progress);

    assertThat(progress.told).isEmpty();
    assertThat(progress.idle).isTrue();
  }

  @Test
  void shouldHoldThemForAsLongAsItIsSilentOnceItHasTold() {
    record(70, 70);
    clock.advanceTime(Duration.ofHours(1));
    generator.onPeriodicEmit(progress);

    assertThat(progress.idle).isFalse();
  }

  private void record(long time, long partitionsTime) {
    RawRecord raw = new RawRecord(new Origin("t", 0, 0, time), new byte[0], null);
    raw.answer().tell(partitionsTime);
    generator.onEvent(raw, time, progress);
  }
}
