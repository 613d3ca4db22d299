package dev.tandem.trainer.job;

import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItem.RawRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Flow control: a partition that is far ahead of the others pauses. How far it is says the clock of
 * the door that the source is chained to, never a record: one that nobody can use must hold up
 * nothing. It bounds what is open and decides nothing. One that has said nothing since the job
 * started, perhaps because a restore found it read to its end, stops holding the others back after
 * a while of wall-clock time.
 */
final class SourceAlignment {
  private static final String GROUP = "tandem";
  private static final Duration UPDATE_INTERVAL = Duration.ofMillis(50);

  /** Telling the time costs more than a look at a record: it is told after so many. */
  private static final int RECORDS = 32;

  private static final Duration QUIET = Duration.ofSeconds(2);

  private SourceAlignment() {}

  static WatermarkStrategy<SourceItem> within(Duration maxDrift) {
    return WatermarkStrategy.<SourceItem>forGenerator(
            context -> new DoorsTime(context.getInputActivityClock()))
        .withWatermarkAlignment(GROUP, maxDrift, UPDATE_INTERVAL);
  }

  static final class DoorsTime implements WatermarkGenerator<SourceItem> {
    private final RelativeClock clock;
    private final long started;
    private long latest = Long.MIN_VALUE;
    private int untold;

    DoorsTime(RelativeClock clock) {
      this.clock = clock;
      this.started = clock.relativeTimeNanos();
    }

    @Override
    public void onEvent(SourceItem item, long timestamp, WatermarkOutput output) {
      if (item instanceof RawRecord raw && raw.answer().watermark() > latest) {
        latest = raw.answer().watermark();
        if (++untold >= RECORDS) {
          tell(output);
        }
      }
    }

    private void tell(WatermarkOutput output) {
      untold = 0;
      output.emitWatermark(new Watermark(latest));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (untold > 0) {
        tell(output);
      }
      if (latest == Long.MIN_VALUE && clock.relativeTimeNanos() - started >= QUIET.toNanos()) {
        output.markIdle();
      }
    }
  }
}
